import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { after, before, it } from 'node:test'
import { promisify } from 'node:util'
import { openReadStore } from '../lib/store/reads.ts'
import { closed, openAt, signedIn } from '../lib/tools/github/adapters.fixture.ts'
import { sendReports } from '../lib/worker/send-reports.ts'
import { takeDeliveries } from '../lib/worker/take-deliveries.ts'
import { openGuardLab, webhookSecret } from './guard-lab.ts'

/** GitHub is in this very process: git must not hold it up. */
const git = async (...words: string[]) =>
  (
    await promisify(execFile)('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words], { timeout: 30_000 })
  ).stdout.trim()
const inClone = (...words: string[]) => git('-C', clone, ...words)
const token = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'
const events = ['push', 'pull_request', 'create', 'delete', 'check_run', 'issue_comment']
let site: Awaited<ReturnType<typeof signedIn>>
let room: Awaited<ReturnType<typeof openGuardLab>>
let clone = ''
let pushes = 0
/** Where GitHub delivers to: the door itself, as the route opens it. */
const door = createServer((request, answer) => void take(request, answer))

async function take(request: IncomingMessage, answer: ServerResponse): Promise<void> {
  const headers = new Headers(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]))
  const body = async () => Buffer.concat(await request.toArray())
  const status = await room.control.deliver({ headers, body }).then(
    () => 202,
    () => 401,
  )
  answer.writeHead(status).end()
}

before(async () => {
  room = await openGuardLab(async (top, folder) => {
    site = await signedIn({ root: path.join(top, 'github'), folder: path.join(folder, '.git') })
    return {
      host: new URL(site.server.origin).host,
      url: site.repository,
      github: openAt(site.server, site.app, webhookSecret),
      close: () => closed(site.server),
    }
  })
  await room.lab.stop(await room.lab.worker('A'))
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  const address = door.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/hooks/github`
  await room.tools.github.putWebhook(room.url, { url, events })
  site.server.addToken(token, { login: 'ada' })
  clone = path.join(path.dirname(room.folder), 'clone')
  await git('clone', '-q', room.url.replace('://', `://x:${token}@`), clone)
})
after(async () => {
  door.closeAllConnections()
  door.close()
  await room.close()
})

/** Pushes a new commit of a branch to GitHub, and lets a worker do what that delivers. */
async function push(branch: string, ...how: string[]): Promise<string> {
  pushes += 1
  await inClone('checkout', '-q', '-B', branch)
  // The same change of the same second would be the same commit.
  await inClone('commit', '-q', '--allow-empty', '-m', `Change ${pushes}`)
  await inClone('push', '-q', ...how, 'origin', branch)
  await work()
  return inClone('rev-parse', 'HEAD')
}
async function work(): Promise<void> {
  await site.server.deliveries.idle()
  await takeDeliveries(room.guard)
  await room.lab.sql.query(`update "CommitReport" set "dueAt" = clock_timestamp() where outcome = 'waiting'`)
  const store = openReadStore(room.prisma, room.lab.dataDir, { search: () => assert.fail('nothing is searched') })
  await sendReports({ prisma: room.prisma, store, tools: room.tools, settings: room.settings })
}
const stand = async (status: string, view: object = {}) => {
  const id = (await room.runs()).at(-1)?.id
  await room.lab.sql.query(`update "Run" set status = $2, view = view || $3::jsonb where id = $1`, [id, status, { status, ...view }])
  return String(id)
}
const told = (sha: string) => site.crm.statuses.filter((one) => one.sha === sha).map(({ state, description }) => `${state}: ${description}`)
const red = { cause: { code: 'tests_failed', message: '1 of 1 test failed.', hint: '', step: 'test' } }
const green = { cause: null, output: { summary: '1 test passed, 0 failed' } }

it('a push to GitHub begins a run, its commit is told of it in order, and its pull request why it is red, in one comment', async () => {
  const sha = await push('feature/login')
  const { number } = await room.tools.github.openPullRequest({
    repository: room.url,
    base: 'main',
    head: 'feature/login',
    title: 'T',
    body: '',
  })
  await work()
  assert.deepEqual(
    (await room.runs()).map((run) => [run.branch, run.sha, run.by]),
    [['feature/login', sha, 'acme at GitHub']],
  )
  assert.deepEqual(told(sha), ['pending: Waits for its turn.'])
  await stand('running')
  await work()
  await stand('failed', red)
  await work()
  assert.deepEqual(told(sha), ['pending: Waits for its turn.', 'pending: The tests run.', 'failure: 1 of 1 test failed.'])
  assert.deepEqual([site.crm.comments.length, site.crm.comments[0]?.number], [1, number])
  assert.match(site.crm.comments[0]?.body ?? '', /is red.*1 of 1 test failed/s)
  const next = await push('feature/login')
  const id = await stand('succeeded', green)
  await work()
  assert.equal(told(next).at(-1), 'success: 1 test passed, 0 failed')
  assert.match(site.crm.comments[0]?.body ?? '', /is green/)
  assert.equal(site.crm.comments.length, 1)
  assert.deepEqual(site.crm.checks.map(({ fields }) => [fields.head_sha, fields.conclusion, fields.external_id]).at(-1), [
    next,
    'success',
    id,
  ])
})

it('a check that somebody wants again begins the same run once more', async () => {
  const before = (await room.runs()).length
  const check = site.crm.checks.at(-1)
  assert.ok(check)
  site.server.rerequest(site.crm, check.id)
  await work()
  const runs = await room.runs()
  assert.deepEqual([runs.length, runs.at(-1)?.sha], [before + 1, check.fields.head_sha])
})

it('GitHub that is away or at its limit while the run ends is told later, once', async () => {
  const sha = await push('later')
  await stand('running')
  for (const kind of ['broken', 'cut', 'primary limit', 'secondary limit'] as const)
    site.server.faults.push({ kind, seconds: 900, times: kind === 'broken' || kind === 'cut' ? 4 : 1 })
  for (let turn = 0; turn < 4; turn += 1) {
    if (turn === 1) await stand('failed', red)
    await work()
  }
  site.server.faults.splice(0)
  await work()
  await work()
  assert.deepEqual(told(sha), ['pending: Waits for its turn.', 'failure: 1 of 1 test failed.'])
})

it('a push by force, and one that deletes the branch, end what ran for it', async () => {
  const first = await push('moved')
  await inClone('reset', '-q', '--hard', 'HEAD~1')
  const second = await push('moved', '--force')
  assert.match(told(first).at(-1) ?? '', new RegExp(`^error: Cancelled: superseded by ${second.slice(0, 7)}\\.$`))
  await inClone('push', '-q', 'origin', '--delete', 'moved')
  await work()
  assert.equal(told(second).at(-1), 'error: Cancelled: branch moved was deleted.')
})

it('deliveries that come twice and in the wrong order begin each run once', async () => {
  site.server.deliveries.hold()
  await inClone('checkout', '-q', '-B', 'turned', 'origin/main')
  for (const message of ['One', 'Two']) {
    await inClone('commit', '-q', '--allow-empty', '-m', message)
    await inClone('push', '-q', 'origin', 'turned')
  }
  site.server.deliveries.letGo({ isReversed: true, times: 3 })
  await work()
  const runs = (await room.runs()).filter(({ branch }) => branch === 'turned')
  const tip = await inClone('rev-parse', 'turned')
  assert.equal(runs.filter(({ sha }) => sha === tip).length, 1)
  assert.equal(runs.filter(({ status }) => status === 'queued').length, 1)
})
