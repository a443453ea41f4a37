import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { OpsError } from '../lib/core/error.ts'
import { takeDeliveries } from '../lib/worker/take-deliveries.ts'
import { about, commentOf } from '../skills/github_ci_runner/deliveries.fixture.ts'
import { openGuardLab, signedHeaders, webhookSecret } from './guard-lab.ts'
import { operator, viewer } from './lab.ts'
import { openLabControl } from './lab-control.ts'
import { refused } from './refused.ts'

let room: Awaited<ReturnType<typeof openGuardLab>>
before(async () => {
  room = await openGuardLab()
  // The engine's tables are laid by the first worker; without one runs stay as they were begun.
  await room.lab.stop(await room.lab.worker('A'))
})
after(() => room.close())
beforeEach(() => room.clear())

const sha = (digit: string) => digit.repeat(40)
const take = () => takeDeliveries(room.guard)
const statuses = async () => (await room.runs()).map(({ branch, sha: of, status }) => `${branch} ${of[0]} ${status}`)
const lastWhy = async () => (await room.deliveries()).at(-1)?.why

describe('what is not signed', () => {
  const body = Buffer.from('{"zen": "größer 😀"}')
  const given = (headers: Record<string, string>, text = body) =>
    room.control.deliver({ headers: new Headers(headers), body: async () => text })
  it('is refused and written down, whatever is wrong with it, and takes no name', async () => {
    const good = signedHeaders('ping', body, { name: 'n1' })
    const { 'x-hub-signature-256': signature, ...bare } = good
    const sha1 = createHmac('sha1', webhookSecret).update(body).digest('hex')
    const wrong: Record<string, string>[] = [
      bare,
      { ...bare, 'x-hub-signature': `sha1=${sha1}` },
      { ...bare, 'x-hub-signature-256': `sha1=${sha1}` },
      { ...bare, 'x-hub-signature-256': signature.toUpperCase() },
      { ...bare, 'x-hub-signature-256': `sha256=${signature.slice(7).toUpperCase()}` },
      { ...bare, 'x-hub-signature-256': signature.slice(0, -2) },
      { ...bare, 'x-hub-signature-256': `${signature}00` },
      { ...bare, 'x-hub-signature-256': '' },
      signedHeaders('ping', body, { name: 'n1', secret: 'another' }),
      signedHeaders('ping', body, { name: 'n1', secret: '' }),
      signedHeaders('ping', Buffer.from('{"zen": "other"}'), { name: 'n1' }),
    ]
    for (const headers of wrong) await assert.rejects(given(headers), refused('unauthenticated', /signature|bears no/i))
    await assert.rejects(given(good, body.subarray(0, -1)), refused('unauthenticated', /another body/))
    const rows = await room.deliveries()
    assert.equal(rows.length, wrong.length + 1)
    for (const row of rows) assert.deepEqual([row.name, row.outcome], [null, 'refused'])
    assert.equal((await given(good)).outcome, 'nothing')
  })
  it('is not even read', async () => {
    const body = async (): Promise<Buffer> => assert.fail('it was read')
    await assert.rejects(
      room.control.deliver({ headers: new Headers({ 'x-github-event': 'push' }), body }),
      refused('unauthenticated', /bears no/),
    )
  })
  it('does not fill the disk', async () => {
    for (let count = 0; count < 100; count += 1) await assert.rejects(given({ 'x-github-event': 'x'.repeat(5000) }))
    const rows = await room.deliveries()
    assert.deepEqual([rows.length, rows[0]?.event.length], [60, 100])
  })
  it('is all there is as long as no secret is set', async () => {
    const open = openLabControl({ databaseUrl: room.lab.url, dataDir: room.lab.dataDir, variant: 'real', secrets: [] })
    for (const secret of ['', 'undefined', 'null'])
      await assert.rejects(
        open.deliver({ headers: new Headers(signedHeaders('ping', body, { secret })), body: async () => body }),
        refused('unavailable', /^No secret of the webhook is set/),
      )
    await open.close()
  })
})

describe('what is signed', () => {
  it('is believed by the vector that GitHub gives', async () => {
    const vector = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    const headers = new Headers({ 'x-github-event': 'ping', 'x-github-delivery': 'v', 'x-hub-signature-256': vector })
    await assert.rejects(
      room.control.deliver({ headers, body: async () => Buffer.from('Hello, World!') }),
      refused('invalid', /is no JSON/),
    )
  })
  it('is believed by either of two secrets while one replaces the other', async () => {
    const { lab, settings } = room
    const hooks = { secrets: ['old secret', 'new secret'], repositories: settings.repositories, host: 'github.com' }
    const control = openLabControl({ databaseUrl: lab.url, dataDir: lab.dataDir, variant: 'real', secrets: [], hooks })
    const body = Buffer.from('{}')
    const deliver = (secret: string) =>
      control.deliver({ headers: new Headers(signedHeaders('ping', body, { secret })), body: async () => body })
    for (const secret of hooks.secrets) assert.equal((await deliver(secret)).outcome, 'nothing')
    await assert.rejects(deliver('third secret'), refused('unauthenticated', /does not fit/))
    await control.close()
  })
  it('starts nothing where nothing follows from it, and says why', async () => {
    await room.deliver('ping', { zen: 'x' })
    await room.deliver('star', about())
    await room.deliver('push', { ...about(), ref: 7 })
    await room.push('main', 'no commit')
    await take()
    assert.deepEqual(
      (await room.deliveries()).map(({ outcome }) => outcome),
      ['nothing', 'nothing', 'nothing', 'nothing'],
    )
    assert.deepEqual(await room.runs(), [])
  })
  it('lacks a name or is no JSON: refused', async () => {
    const body = Buffer.from('payload=%7B%7D')
    const { 'x-github-delivery': _, ...nameless } = signedHeaders('push', body)
    for (const headers of [signedHeaders('push', body), nameless, signedHeaders('push', body, { name: 'a b' }), signedHeaders('<b>', body)])
      await assert.rejects(
        room.control.deliver({ headers: new Headers(headers), body: async () => body }),
        refused('invalid', /no JSON|lacks/),
      )
    assert.ok((await room.deliveries()).every(({ outcome }) => outcome === 'refused'))
  })
})

describe('a push', () => {
  it('begins one run, however often and at once it is delivered, and however many workers look', async () => {
    const told = await Promise.all(Array.from({ length: 100 }, () => room.push('main', sha('a'), 1, 'same')))
    assert.equal(told.filter(({ outcome }) => outcome === 'waiting').length, 1)
    assert.equal(told.filter(({ outcome }) => outcome === 'known').length, 99)
    await Promise.all([take(), take(), take(), take()])
    assert.equal((await room.push('main', sha('a'), 1, 'same')).outcome, 'known')
    await take()
    const [run, ...others] = await room.runs()
    assert.deepEqual([run?.branch, run?.sha, run?.by, others.length], ['main', sha('a'), 'Codertocat at GitHub', 0])
    const [row] = await room.deliveries()
    assert.deepEqual([row?.outcome, row?.runId, row?.why], ['started', run?.id, `Run ${run?.id} tests aaaaaaa.`])
  })
  it('cancels the open run of the one before it, of the same branch alone', async () => {
    for (const [branch, digit] of [
      ['main', 'a'],
      ['a/b', 'b'],
      ['main', 'c'],
    ] as const)
      await room.push(branch, sha(digit))
    await take()
    assert.deepEqual(await statuses(), ['main a cancelled', 'a/b b queued', 'main c queued'])
    assert.match((await lastWhy()) ?? '', /It supersedes an older run\.$/)
    const [event] = await room.rows(`select data from "RunEvent" where key = 'run:cancel_requested'`)
    assert.deepEqual(event.data, { by: 'Codertocat at GitHub', reason: 'superseded by ccccccc' })
  })
  it('leaves it alone where the configuration says so', async () => {
    await room.push('main', sha('a'))
    await room.push('main', sha('b'))
    await takeDeliveries({ ...room.guard, settings: { ...room.settings, supersede: false } })
    assert.deepEqual(await statuses(), ['main a queued', 'main b queued'])
  })
  it('never cancels what a person began', async () => {
    await room.lab.submit({ repo: 'crm', branch: 'main', sha: sha('a') }, 'github_ci_runner.run')
    await room.push('main', sha('b'))
    await take()
    assert.deepEqual(await statuses(), ['main a queued', 'main b queued'])
    assert.equal((await room.deliveries())[0]?.outcome, 'started')
  })
  it('that was overtaken by a later one starts nothing', async () => {
    await room.push('main', sha('b'), 20)
    await room.push('main', sha('a'), 10)
    await take()
    assert.deepEqual(await statuses(), ['main b queued'])
    assert.equal(await lastWhy(), 'A later push of the branch came before it.')
  })
  it('that goes back to a commit which was tested already begins no second run of it, and ends what is newer', async () => {
    await room.push('main', sha('a'), 1)
    await take()
    await room.lab.sql.query(`update "Run" set status = 'succeeded'`)
    await room.push('main', sha('b'), 2)
    await room.push('main', sha('a'), 3)
    await take()
    assert.deepEqual(await statuses(), ['main a succeeded', 'main b cancelled'])
  })
  it('that deletes the branch ends what runs for it', async () => {
    await room.push('old', sha('a'), 1)
    await take()
    const payload = {
      ref: 'refs/heads/old',
      before: sha('a'),
      after: sha('0'),
      deleted: true,
      head_commit: null,
      ...about({ full_name: 'acme/crm', clone_url: room.url, pushed_at: 2 }),
    }
    await room.deliver('push', payload)
    await take()
    assert.deepEqual(await statuses(), ['old a cancelled'])
    assert.equal(await lastWhy(), 'The branch was deleted. One run was cancelled.')
  })
  it('of fifty branches at once begins fifty runs, in their order', async () => {
    const names = Array.from({ length: 50 }, (_, at) => `feature/${at}`)
    for (const name of names) await room.push(name, sha('a'))
    await Promise.all([take(), take()])
    assert.deepEqual(
      (await room.runs()).map(({ branch }) => branch),
      names,
    )
  })
})

describe('a pull request', () => {
  it('of the repository itself begins no second run beside that of its push, whichever comes first', async () => {
    await room.push('one', sha('a'))
    await room.pullRequest('opened', { branch: 'one', number: 1, sha: sha('a') })
    await room.pullRequest('opened', { branch: 'two', number: 2, sha: sha('b') })
    await room.push('two', sha('b'))
    await take()
    assert.deepEqual(await statuses(), ['one a queued', 'two b queued'])
  })
  it('of a fork waits for a person, and is superseded and closed like any other', async () => {
    const fork = { from: 'mallory/crm', branch: 'main', number: 3 }
    await room.push('main', sha('1'))
    await room.pullRequest('opened', { ...fork, sha: sha('a') })
    await room.pullRequest('synchronize', { ...fork, sha: sha('b') })
    await take()
    assert.deepEqual(await statuses(), ['main 1 queued', 'null a cancelled', 'null b waiting'])
    const [, , waiting] = await room.runs()
    assert.equal(waiting?.fork, true)
    await room.control.approve(operator, waiting?.id)
    await room.pullRequest('closed', { ...fork, sha: sha('b') })
    await take()
    assert.deepEqual(await statuses(), ['main 1 queued', 'null a cancelled', 'null b cancelled'])
  })
  it('is built again when somebody who may write says so, as it is by then', async () => {
    const head = room.commit('topic')
    const { number } = await room.tools.github.openPullRequest({ repository: room.url, base: 'main', head: 'topic', title: 'T', body: '' })
    const comment = (body: string, on = number) => {
      const payload = commentOf(body)
      return room.deliver('issue_comment', {
        ...payload,
        ...about({ full_name: 'acme/crm', clone_url: room.url }),
        issue: { ...payload.issue, number: on },
      })
    }
    await comment('/rebuild')
    await comment('/rebuild')
    await comment('/rebuild', 99)
    await take()
    const [run, ...others] = await room.runs()
    assert.deepEqual([run?.branch, run?.sha, others.length], ['topic', head, 0], 'one that is open does it')
    assert.deepEqual((await room.deliveries()).map(({ outcome, why }) => [outcome, why]).slice(1), [
      ['nothing', `Run ${run?.id} tests this commit.`],
      ['failed', `There is no pull request 99 of ${room.url}.`],
    ])
    await room.lab.sql.query(`update "Run" set status = 'succeeded'`)
    await comment('/rebuild')
    await take()
    assert.equal((await room.runs()).length, 2)
  })
  it('that cannot be looked up while GitHub is away keeps no push from its run, and is built later', async () => {
    const sha1 = room.commit('patient')
    const { number } = await room.tools.github.openPullRequest({
      repository: room.url,
      base: 'main',
      head: 'patient',
      title: 'T',
      body: '',
    })
    const away = () => Promise.reject(new OpsError('unavailable', 'GitHub does not answer.', 'Wait.'))
    const github = new Proxy(room.tools.github, { get: (target, name) => (name === 'pullRequest' ? away : Reflect.get(target, name)) })
    const payload = commentOf('/rebuild')
    const at = about({ full_name: 'acme/crm', clone_url: room.url })
    await room.deliver('issue_comment', { ...payload, ...at, issue: { ...payload.issue, number } })
    await room.push('main', sha('a'))
    await takeDeliveries({ ...room.guard, tools: { github } })
    assert.deepEqual(await statuses(), ['main a queued'])
    assert.equal((await room.deliveries())[0]?.outcome, 'waiting')
    await room.lab.sql.query(`update "Delivery" set "takenUntil" = null`)
    await take()
    assert.equal((await room.runs()).at(-1)?.sha, sha1)
  })
  it('has its check made again as the run was asked for', async () => {
    await room.pullRequest('opened', { from: 'mallory/crm', branch: 'main', number: 3, sha: sha('a') })
    await take()
    const [first] = await room.runs()
    const check_run = { name: 'devops-agent/ci', external_id: first?.id }
    await room.deliver('check_run', { action: 'rerequested', check_run, ...about({ full_name: 'acme/crm', clone_url: room.url }) })
    await take()
    const [, again] = await room.runs()
    assert.deepEqual([again?.status, again?.fork, again?.sha], ['waiting', true, sha('a')])
  })
})

describe('the list of deliveries', () => {
  it('has the newest first, page by page, with what came of each', async () => {
    await room.deliver('ping', { zen: 'x' }, 'p')
    await room.push('main', sha('a'), 1, 'one')
    await take()
    await assert.rejects(room.control.deliver({ headers: new Headers({ 'x-github-event': 'push' }), body: async () => Buffer.from('') }))
    const list = async (input: object) => {
      const answer: unknown = await room.control.ask(viewer, 'github_ci_runner.list_deliveries', input)
      return answer as { rows: { name: string | null; outcome: string; run: string | null; ref: string }[]; next: string | null }
    }
    const [run] = await room.runs()
    const first = await list({ limit: 2 })
    assert.deepEqual(
      first.rows.map((row) => [row.name, row.outcome, row.run, row.ref]),
      [
        [null, 'refused', null, ''],
        ['one', 'started', run?.id, 'main'],
      ],
    )
    assert.deepEqual(
      (await list({ limit: 2, cursor: first.next })).rows.map(({ name }) => name),
      ['p'],
    )
    assert.deepEqual((await list({ outcome: 'started' })).rows.length, 1)
    assert.deepEqual((await list({ cursor: 'nonsense' })).rows.length, 3)
  })
})

describe('a worker that dies', () => {
  it('between the run and its delivery leaves no second run', async () => {
    await room.push('main', sha('a'))
    await take()
    await room.lab.sql.query(`update "Delivery" set outcome = 'waiting', "runId" = null`)
    await take()
    assert.equal((await room.runs()).length, 1)
    assert.equal((await room.deliveries())[0]?.outcome, 'started')
  })
  it('keeps its delivery for a minute, and those of the same repository behind it', async () => {
    await room.push('main', sha('a'))
    await room.push('main', sha('b'))
    await room.lab.sql.query(`update "Delivery" set "takenUntil" = clock_timestamp() + interval '1 minute' where wish->>'sha' like 'a%'`)
    await take()
    assert.deepEqual(await statuses(), [])
    await room.lab.sql.query(`update "Delivery" set "takenUntil" = clock_timestamp() - interval '1 second'`)
    await take()
    assert.deepEqual(await statuses(), ['main a cancelled', 'main b queued'])
  })
})
