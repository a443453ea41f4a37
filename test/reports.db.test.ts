import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { OpsError } from '../lib/core/error.ts'
import { openReadStore } from '../lib/store/reads.ts'
import type { CommitStatus } from '../lib/tools/github/reports-port.ts'
import type { Tools } from '../lib/tools/tools.ts'
import { findMissed } from '../lib/worker/find-missed.ts'
import { sendReports } from '../lib/worker/send-reports.ts'
import { takeDeliveries } from '../lib/worker/take-deliveries.ts'
import { openGuardLab } from './guard-lab.ts'
import { until } from './until.ts'

let room: Awaited<ReturnType<typeof openGuardLab>>
let reporter: Parameters<typeof sendReports>[0]
before(async () => {
  room = await openGuardLab()
  await room.lab.stop(await room.lab.worker('A'))
  const store = openReadStore(room.prisma, room.lab.dataDir, { search: () => assert.fail('nothing is searched') })
  reporter = { prisma: room.prisma, store, tools: room.tools, settings: room.settings }
})
after(() => room.close())
beforeEach(() => room.clear())

/** The twin of GitHub, away as long as somebody says so; it remembers what it was told and in which order. */
function awayAtTimes() {
  const heard: string[] = []
  let fault: OpsError | null = null
  const { github } = room.tools
  const setStatus = async (repository: string, status: CommitStatus) => {
    if (fault) throw fault
    await github.setStatus(repository, status)
    heard.push(status.state)
  }
  const told: Tools['github'] = new Proxy(github, { get: (target, name) => (name === 'setStatus' ? setStatus : Reflect.get(target, name)) })
  const fail = (code: OpsError['code'] | null) => {
    fault = code && new OpsError(code, 'GitHub does not answer.', 'Wait.')
  }
  return { heard, fail, tell: () => sendReports({ ...reporter, tools: { github: told } }) }
}
const due = () => room.lab.sql.query(`update "CommitReport" set "dueAt" = clock_timestamp() where outcome = 'waiting'`)
const statusAt = async (sha: string) =>
  (await room.tools.github.statuses(room.url, sha)).map(({ state, description, targetUrl }) => `${state}: ${description} ${targetUrl}`)
const reports = () => room.rows('select status, outcome, why from "CommitReport" order by id')
/** A run of the pushed commit, as one that stands so. */
async function pushed(branch = 'main', message = 'Change') {
  const sha = room.commit(branch, message)
  await room.push(branch, sha)
  await takeDeliveries(room.guard)
  const id: string = (await room.runs()).at(-1)?.id
  const stand = (status: string, view: object = {}) =>
    room.lab.sql.query(`update "Run" set status = $2, view = view || $3::jsonb where id = $1`, [id, status, { status, ...view }])
  return { sha, id, stand }
}
const green = { output: { summary: '1 test passed, 0 failed' } }
const red = { cause: { code: 'tests_failed', message: '1 of 1 test failed.', hint: '', step: 'test' } }

describe('the status of a commit', () => {
  it('is told at every turn of its run, each once', async () => {
    const twin = awayAtTimes()
    const { sha, id, stand } = await pushed()
    await twin.tell()
    assert.deepEqual(await statusAt(sha), [`pending: Waits for its turn. https://room.example/runs/${id}`])
    await stand('running')
    await twin.tell()
    await stand('succeeded', green)
    await twin.tell()
    await twin.tell()
    assert.deepEqual(await statusAt(sha), [`success: 1 test passed, 0 failed https://room.example/runs/${id}`])
    assert.deepEqual(twin.heard, ['pending', 'pending', 'success'])
    assert.deepEqual(
      (await reports()).map(({ outcome }) => outcome),
      ['sent', 'sent', 'sent'],
    )
  })
  it('is told later, in order and once, when GitHub is away while the run ends', async () => {
    for (const code of ['unavailable', 'too_many', 'timeout'] as const) {
      const twin = awayAtTimes()
      const { stand } = await pushed()
      await twin.tell()
      twin.fail(code)
      await stand('running')
      await twin.tell()
      await stand('failed', red)
      for (let turn = 0; turn < 3; turn += 1) {
        await due()
        await twin.tell()
      }
      assert.deepEqual(twin.heard, ['pending'])
      twin.fail(null)
      await due()
      await Promise.all([twin.tell(), twin.tell(), twin.tell()])
      await twin.tell()
      assert.deepEqual(twin.heard, ['pending', 'failure'])
      assert.deepEqual(
        (await reports()).map(({ outcome }) => outcome),
        ['sent', 'stale', 'sent'],
      )
      await room.clear()
    }
  })
  it('is not asked for again at once while GitHub is away', async () => {
    const twin = awayAtTimes()
    await pushed()
    twin.fail('unavailable')
    for (let turn = 0; turn < 5; turn += 1) await twin.tell()
    const [row] = await room.rows('select tries, why, "dueAt" > clock_timestamp() as later from "CommitReport"')
    assert.deepEqual(row, { tries: 1, why: 'GitHub does not answer.', later: true })
  })
  it('that may not be written is given up, and says why', async () => {
    const twin = awayAtTimes()
    await pushed()
    twin.fail('refused')
    await twin.tell()
    assert.deepEqual(await reports(), [{ status: 'queued', outcome: 'failed', why: 'GitHub does not answer.' }])
  })
  it('is that of its newest run: what an older one still says is stale', async () => {
    const twin = awayAtTimes()
    const { sha, id, stand } = await pushed()
    await stand('running')
    await room.lab.submit({ repo: 'crm', sha }, 'github_ci_runner.run')
    await room.lab.sql.query(`update "Run" set status = 'succeeded' where id = $1`, [id])
    await twin.tell()
    assert.match((await statusAt(sha)).join(), /^pending: Waits for its turn/)
  })
  it('says that a newer push has superseded it', async () => {
    const first = await pushed()
    const second = await pushed()
    await sendReports(reporter)
    assert.match((await statusAt(first.sha)).join(), new RegExp(`^error: Cancelled: superseded by ${second.sha.slice(0, 7)}\\. `))
    assert.match((await statusAt(second.sha)).join(), /^pending: /)
  })
  it('is nobody’s business where the configuration does not name the repository', async () => {
    await room.lab.submit({ repo: '/elsewhere', sha: 'a'.repeat(40) }, 'github_ci_runner.run')
    await sendReports(reporter)
    assert.deepEqual(await reports(), [{ status: 'queued', outcome: 'left_out', why: '/elsewhere is no repository of config/agent.yml.' }])
    await room.lab.submit({ repo: 'crm', branch: 'main' }, 'github_ci_runner.run')
    assert.equal((await reports()).length, 1, 'a run that knows no commit has nothing to say of one')
  })
})

describe('a pull request', () => {
  it('has one comment, which says why it is red, and later that it is not', async () => {
    const { github } = room.tools
    const comment = (number: number) => github.comment(room.url, number, '<!-- devops-agent ci -->')
    const first = await pushed('proposed')
    const { number } = await github.openPullRequest({ repository: room.url, base: 'main', head: 'proposed', title: 'T', body: '' })
    await first.stand('failed', red)
    await sendReports(reporter)
    assert.match((await comment(number)) ?? '', /is red\*\* at .*\n\n```text\n1 of 1 test failed\.\n```$/)
    const second = await pushed('proposed')
    await second.stand('succeeded', green)
    await sendReports(reporter)
    assert.match((await comment(number)) ?? '', new RegExp(`is green\\*\\* at ${second.sha.slice(0, 7)}`))
    const [check] = (await github.checks(room.url, { sha: second.sha, name: 'devops-agent/ci' })) ?? []
    assert.deepEqual([check?.conclusion, check?.externalId], ['success', second.id])
  })
  it('that was never red has none', async () => {
    const { stand } = await pushed('quiet')
    const { number } = await room.tools.github.openPullRequest({ repository: room.url, base: 'main', head: 'quiet', title: 'T', body: '' })
    await stand('succeeded', green)
    await sendReports(reporter)
    assert.equal(await room.tools.github.comment(room.url, number, '<!-- devops-agent ci -->'), null)
  })
})

describe('a delivery that never came', () => {
  const look = async () => {
    await findMissed(room.guard, (line) => assert.fail(line))
    await takeDeliveries(room.guard)
  }
  it('is found by comparing branches, and begins one run; the first look only remembers', async () => {
    await look()
    assert.deepEqual(await room.runs(), [])
    const missed = room.commit('main')
    const heard = room.commit('heard')
    await room.push('heard', heard)
    await takeDeliveries(room.guard)
    await Promise.all([look(), look()])
    await look()
    assert.deepEqual((await room.runs()).map(({ branch, sha }) => [branch, sha]).toSorted(), [
      ['heard', heard],
      ['main', missed],
    ])
    const [row] = (await room.deliveries()).filter(({ event }) => event === 'missed')
    assert.equal(row?.outcome, 'started')
  })
  it('of a commit that asks not to be tested is none', async () => {
    await look()
    const sha = room.commit('main')
    const { pushOf } = await import('../skills/github_ci_runner/deliveries.fixture.ts')
    await room.deliver(
      'push',
      pushOf('refs/heads/main', { full_name: 'acme/crm', clone_url: room.url, after: sha, message: 'x [skip ci]' }),
    )
    await takeDeliveries(room.guard)
    await look()
    assert.deepEqual(await room.runs(), [])
  })
  it('that comes after all begins no second run', async () => {
    await look()
    const sha = room.commit('main')
    await findMissed(room.guard, assert.fail)
    await room.push('main', sha)
    await takeDeliveries(room.guard)
    assert.equal((await room.runs()).length, 1)
  })
})

describe('a worker', () => {
  it('tests what is pushed, and says so at the commit', async () => {
    await room.lab.worker('B')
    const sha = room.commit('live')
    await room.push('live', sha)
    await until(
      async () => (await statusAt(sha)).some((status) => status.startsWith('success: 1 test passed, 0 failed')),
      60_000,
      () => room.lab.stories(),
    )
  })
})
