import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { Control } from '../lib/door/door.ts'
import { closed, openAt, signedIn } from '../lib/tools/github/adapters.fixture.ts'
import { accessRules, addon } from '../skills/github_ci_runner/odoo/addon.fixture.ts'
import { repository } from '../test/ci-lab.ts'
import { webhookSecret } from '../test/guard-lab.ts'
import { type Lab, openLab, openServer } from '../test/lab.ts'
import { openLabControl } from '../test/lab-control.ts'
import { until } from '../test/until.ts'
import { openRawOdoo } from './raw-odoo.fixture.ts'
import { medianOf, type Row, writeBench } from './report.ts'

const rounds = 3
const budget = 0.35
const longestMs = 900_000
const token = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'
/** Twenty addons, three upon each, that begin at mail; nothing needs the last. */
const names = Array.from({ length: 20 }, (_, index) => `bench_push_${index}`)
const leaf = names.at(-1) ?? ''
const needs = (index: number) => (index === 0 ? 'mail' : (names[Math.floor((index - 1) / 3)] ?? ''))
const files = Object.assign(
  {},
  ...names.map((name, index) =>
    addon(name, {
      depends: [needs(index)],
      manifest: accessRules,
      tests: Object.fromEntries(
        [1, 2, 3].map((number) => [`test_${number}`, `self.assertEqual(self.env["${name}.thing"].create({"name": "x"}).count, 1)`]),
      ),
    }),
  ),
)
const testsEach = 3

/** GitHub is in this very process: git must not hold it up. */
const git = async (...words: string[]) =>
  (await promisify(execFile)('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words])).stdout.trim()

let server: Awaited<ReturnType<typeof openServer>>
let site: Awaited<ReturnType<typeof signedIn>>
let raws: Awaited<ReturnType<typeof openRawOdoo>>
let lab: Lab
let control: Control
let [folder, clone] = ['', '']
const rows: Row[] = []
/** Where GitHub delivers to: the door itself, as the route opens it. */
const door = createServer((request, answer) => void take(request, answer))

async function take(request: IncomingMessage, answer: ServerResponse): Promise<void> {
  const headers = new Headers(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]))
  const body = async () => Buffer.concat(await request.toArray())
  const status = await control.deliver({ headers, body }).then(
    () => 202,
    () => 401,
  )
  answer.writeHead(status).end()
}

before(async () => {
  server = await openServer()
  folder = repository(path.join(server.base, 'crm'), files)
  site = await signedIn({ root: path.join(server.base, 'github'), folder: path.join(folder, '.git') })
  site.server.addToken(token, { login: 'ada' })
  const { host } = new URL(site.server.origin)
  const agent = path.join(server.base, 'agent.yml')
  writeFileSync(
    agent,
    `repositories:\n  crm:\n    url: ${site.repository}\nallow:\n  hosts: ["${host}"]\ngithub:\n  url: ${site.server.origin}\n  tokenFrom: GITHUB_SIGN_IN\n  webhook:\n    secretsFrom: [WEBHOOK_SECRET]\n`,
  )
  lab = await openLab(server, {
    variant: 'real',
    leaseMs: 15_000,
    env: { AGENT_CONFIG: agent, GITHUB_SIGN_IN: token, WEBHOOK_SECRET: webhookSecret },
  })
  control = openLabControl({
    databaseUrl: lab.url,
    dataDir: lab.dataDir,
    variant: 'real',
    secrets: [token, webhookSecret],
    hooks: { secrets: [webhookSecret], repositories: [{ name: 'crm', url: site.repository, branches: ['*'] }], host },
  })
  await lab.worker('A')
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  const address = door.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/hooks/github`
  await openAt(site.server, site.app, webhookSecret).putWebhook(site.repository, { url, events: ['push'] })
  clone = path.join(server.base, 'clone')
  await git('clone', '-q', site.repository.replace('://', `://x:${token}@`), clone)
  raws = await openRawOdoo()
})
after(async () => {
  raws.close()
  door.closeAllConnections()
  door.close()
  await control.close()
  await lab.close()
  await closed(site.server)
  await server.close()
  writeBench('Push to status', rows)
})

/** Pushes a change of the leaf, and waits until GitHub was told how it ends; what was tested is read from its run. */
async function push(branch: string): Promise<{ ms: number; counts: number[]; warm: unknown }> {
  await git('-C', clone, 'checkout', '-q', '-b', branch, 'origin/main')
  writeFileSync(path.join(clone, 'addons', leaf, 'models', 'changed.py'), `# ${branch}\n`)
  await git('-C', clone, 'add', '-A')
  await git('-C', clone, 'commit', '-q', '-m', `Change ${leaf}`)
  const sha = await git('-C', clone, 'rev-parse', 'HEAD')
  const started = performance.now()
  await git('-C', clone, 'push', '-q', 'origin', branch)
  const last = () => site.crm.statuses.filter((one) => one.sha === sha && one.state !== 'pending').at(-1)
  await until(
    () => last() !== undefined,
    longestMs,
    () => `${branch} was told nothing at its end:\n${lab.stories()}`,
  )
  const ms = performance.now() - started
  assert.equal(last()?.state, 'success', last()?.description ?? '')
  const { rows: found } = await lab.sql.query(`select id from "Run" where input->>'sha' = $1`, [sha])
  const { tests, output } = (await lab.run(found[0].id)).view
  const odoo = output?.odoo as { template: { warm: boolean } } | undefined
  return { ms, counts: [tests.passed + tests.failed + tests.error, tests.failed, tests.error], warm: odoo?.template.warm }
}

test('a change of one leaf of twenty modules, from the push to its last status, warm', async () => {
  await push('first')
  const times: Record<'ours' | 'leaf' | 'all', number[]> = { ours: [], leaf: [], all: [] }
  for (let round = 0; round < rounds; round += 1) {
    const ours = await push(`round-${round}`)
    const alone = await raws.byHand(folder, [leaf])
    const all = await raws.byHand(folder, names)
    // The same output first: the leaf's tests, and everybody's.
    assert.deepEqual([ours.counts, ours.warm, alone.counts], [[testsEach, 0, 0], true, [testsEach, 0, 0]])
    assert.deepEqual(all.counts, [testsEach * names.length, 0, 0])
    times.ours.push(ours.ms)
    times.leaf.push(alone.ms)
    times.all.push(all.ms)
  }
  const [ours, alone, all] = [medianOf(times.ours), medianOf(times.leaf), medianOf(times.all)]
  const what = 'Push of a change in one leaf of 20 modules, to its final status, warm'
  rows.push({
    what: `${what} (budget ${budget})`,
    ours: ours / 1000,
    peer: all / 1000,
    peerName: 'all modules installed and tested',
    unit: 's',
  })
  rows.push({ what, ours: ours / 1000, peer: alone / 1000, peerName: 'createdb + odoo -i leaf --test-enable', unit: 's' })
  assert.ok(ours <= all * budget, `${ours} ms, all modules ${all} ms`)
})
