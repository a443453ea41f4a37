import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { openIssuer, claims as pushed } from '../lib/tools/oidc/issuer.fixture.ts'
import { openOidc } from '../lib/tools/oidc/jose.ts'
import { takeDeliveries } from '../lib/worker/take-deliveries.ts'
import { openGuardLab } from './guard-lab.ts'
import { developer, operator } from './lab.ts'
import { refused } from './refused.ts'

let room: Awaited<ReturnType<typeof openGuardLab>>
let issuer: Awaited<ReturnType<typeof openIssuer>>
before(async () => {
  issuer = await openIssuer()
  room = await openGuardLab()
  await room.lab.stop(await room.lab.worker('A'))
})
after(async () => {
  await room.close()
  await issuer.close()
})
beforeEach(() => room.clear())

/** A workflow that GitHub vouches for. */
async function workflow(change: Partial<typeof pushed> = {}) {
  const oidc = openOidc({ issuer: issuer.issuer, audience: 'https://room.example' })
  return { claims: await oidc.claims(await issuer.token({ payload: { ...pushed, ...change } })) }
}
const sha = 'a'.repeat(40)

describe('a workflow of GitHub', () => {
  it('begins the run of the commit that was pushed, of its own repository, and of nothing that it names itself', async () => {
    const run = await room.control.ci.begin(await workflow(), {})
    assert.deepEqual([run.title, run.status, run.isOver, run.exitCode], ['CI of crm main', 'queued', false, null])
    const [row] = await room.runs()
    assert.deepEqual([row?.sha, row?.by], [sha, 'octocat by GitHub Actions'])
    for (const input of [{ repo: 'other' }, { sha: 'b'.repeat(40) }, { branch: 'x' }, { fork: false }, { all: 'yes' }])
      await assert.rejects(room.control.ci.begin(await workflow({ run_id: '78' }), input), refused('invalid', /./))
    assert.equal(
      (await room.control.ci.begin(await workflow({ run_id: '79', sha: 'c'.repeat(40) }), { all: true, base: 'main' })).title,
      'CI of crm main',
    )
  })
  it('joins the run that the webhook of the same push has begun; run again it begins another, once', async () => {
    await room.push('main', sha)
    await takeDeliveries(room.guard)
    const [first] = await room.runs()
    assert.equal((await room.control.ci.begin(await workflow(), {})).id, first?.id)
    const again = await workflow({ run_attempt: '2' })
    const second = await room.control.ci.begin(again, {})
    assert.notEqual(second.id, first?.id)
    assert.equal((await room.control.ci.begin(again, {})).id, second.id)
    assert.equal((await room.runs()).length, 2)
  })
  it('of a pull request has its branch tested as the repository has it', async () => {
    await room.control.ci.begin(await workflow({ event_name: 'pull_request', ref: 'refs/pull/2/merge', head_ref: 'topic/one' }), {})
    const [row] = await room.runs()
    assert.deepEqual([row?.branch, row?.sha, row?.fork], ['topic/one', null, false])
  })
  it('is told how many runners would take its job, and nobody else is', async () => {
    assert.deepEqual(await room.control.ci.runners(await workflow()), { online: 2, idle: 1 })
    await assert.rejects(room.control.ci.runners(await workflow({ repository: 'mallory/crm' })), refused('refused', /is no repository/))
    await assert.rejects(room.control.ci.runners({ actor: operator }), refused('refused', /^Runners are told to workflows of GitHub alone/))
  })
  it('of a tag, or of a repository that is not configured, begins nothing', async () => {
    await assert.rejects(
      room.control.ci.begin(await workflow({ ref: 'refs/tags/v1' }), {}),
      refused('invalid', /^refs\/tags\/v1 is no branch/),
    )
    await assert.rejects(
      room.control.ci.begin(await workflow({ repository: 'mallory/crm' }), {}),
      refused('refused', /^mallory\/crm of 127\.0\.0\.1:\d+ is no repository/),
    )
    assert.deepEqual(await room.runs(), [])
  })
  it('reads its own run to its end, with the code to exit with, and no run of another repository', async () => {
    await room.lab.worker('B')
    const live = room.commit('live')
    const asker = await workflow({ ref: 'refs/heads/live', sha: live, run_id: '90' })
    const { id } = await room.control.ci.begin(asker, {})
    const told: string[] = []
    let next = 1
    for (let progress = await room.control.ci.progress(asker, id, next); ; progress = await room.control.ci.progress(asker, id, next)) {
      told.push(...progress.lines.map(({ text }) => text))
      next = progress.next
      if (!progress.run.isOver || progress.lines.length > 0) continue
      assert.deepEqual([progress.run.exitCode, progress.run.verdict, progress.run.summary], [0, 'succeeded', '1 test passed, 0 failed'])
      break
    }
    assert.ok(told.length > 3 && told.length === next - 1, 'each line once')
    const other = await room.lab.submit({ repo: '/elsewhere' }, 'github_ci_runner.run')
    await assert.rejects(room.control.ci.progress(asker, other, 1), refused('refused', /is none of acme\/crm/))
    await room.lab.finished(other)
    const { run } = await room.control.ci.progress({ actor: operator }, other, 1)
    assert.deepEqual([run.isOver, run.exitCode === 0, run.summary], [true, false, null])
  })
})

describe('a member', () => {
  it('begins a run as with the verb, once for a request of one name', async () => {
    const begin = () => room.control.ci.begin({ actor: developer }, { repo: 'crm', branch: 'main' }, 'key-1')
    assert.equal((await begin()).id, (await begin()).id)
    await assert.rejects(
      room.control.ci.begin({ actor: { ...developer, role: 'viewer' } }, { repo: 'crm' }),
      refused('refused', /needs role Developer/),
    )
  })
})

describe('a webhook', () => {
  it('may begin tests and nothing else', async () => {
    const webhook = { ...operator, role: 'developer' as const, surface: 'webhook' as const, mode: 'ci_guard' as const }
    await assert.rejects(
      room.control.submit(webhook, 'module_dependency_resolver.add', { modules: ['x'] }),
      refused('refused', /^Not in CI guard/),
    )
    await assert.rejects(
      room.control.change(webhook, 'control_room.create_token', { name: 'x' }),
      refused('refused', /^A webhook may not use control_room\.create_token/),
    )
    const waiting = await room.lab.submit({ repo: 'crm', pr: 1, fork: true }, 'github_ci_runner.run')
    await assert.rejects(room.control.approve(webhook, waiting), refused('refused', /^A webhook may not approve runs/))
  })
})
