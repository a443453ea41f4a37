import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import type { Settings } from '../../lib/core/skill.ts'
import { closed, openAt, signedIn } from '../../lib/tools/github/adapters.fixture.ts'
import { openEmbeddedGithub } from '../../lib/tools/github/embedded.ts'
import type { GithubTool } from '../../lib/tools/github/port.ts'
import { routed } from '../../lib/tools/github/routed.ts'
import { everything } from '../../testbed/github/server.ts'
import { checkConnection } from './check-connection.ts'
import { carriedOut } from './connection.fixture.ts'
import { repairConnection } from './repair-connection.ts'

const root = mkdtempSync(path.join(tmpdir(), 'ties '))
const deployKey = { title: 'Control room', publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA control' }
let site: Awaited<ReturnType<typeof signedIn>>
let github: GithubTool
let settings: Pick<Settings, 'repositories' | 'github'>

const kept = openEmbeddedGithub({
  folder: path.join(root, 'kept'),
  git: { resolve: assert.fail, mergeBase: assert.fail, branches: assert.fail },
})
const signedInAs = (how: 'app' | 'none'): GithubTool => {
  const { origin } = site.server
  const signIn = how === 'none' ? ({ how } as const) : site.app
  return routed({ url: origin, signIn, webhookSecret: 'webhook secret', allow: { hosts: [new URL(origin).host] }, kept })
}
const check = (repo?: string, by = github) => carriedOut((context) => checkConnection.run(context, { repo }), { github: by, settings })
const repair = (repo?: string, by = github) => carriedOut((context) => repairConnection.run(context, { repo }), { github: by, settings })
const told = async (by = github) =>
  (await check('crm', by)).rows.map(({ part, ok, message }) => `${part} ${ok ? 'ok' : 'not ok'}: ${message}`)

before(async () => {
  site = await signedIn({ root: path.join(root, 'github') })
})
beforeEach(() => {
  github = signedInAs('app')
  site.crm.hooks.length = 0
  site.crm.keys.length = 0
  site.server.world.rate.limit = 5000
  site.server.install(site.crm, everything)
  const repositories = { crm: { url: site.repository, branch: 'main' }, local: { url: '/srv/local', branch: 'main' } }
  settings = { repositories, github: { hookUrl: `${site.server.origin}/nobody`, deployKey } }
})
after(async () => {
  await closed(site.server)
  rmSync(root, { recursive: true })
})

test('what GitHub knows of us is told; a repository that it does not keep is no matter of it', async () => {
  const { rows } = await check()
  assert.deepEqual(
    rows.map(({ repository, part, ok }) => [repository, part, ok]),
    [
      ['crm', 'sign-in', true],
      ['crm', 'webhook', false],
      ['crm', 'deploy key', false],
    ],
  )
  assert.match(
    rows[0]?.message ?? '',
    /^control-room\[bot\] signs in as an App \(administration: write, .*\d+ of 5000 requests are left until \d\d:\d\d UTC\.$/,
  )
  assert.match(rows[1]?.message ?? '', /^There is none that calls http.*nobody\.$/)
  assert.match(rows[2]?.message ?? '', /^Control room is not there\.$/)
})

test('a repair makes what is missing and puts right what differs; the check says so after it', async () => {
  assert.deepEqual((await repair()).rows, [
    { repository: 'crm', webhook: 'made', deployKey: 'made' },
    { repository: 'local', webhook: 'kept here', deployKey: 'kept here' },
  ])
  await site.server.deliveries.idle()
  const [hook] = site.crm.hooks
  const last = hook?.deliveries.at(-1)
  assert.match((await told())[1] ?? '', /^webhook not ok: It calls .*nobody; the last delivery, of .*, was answered with 401\.$/)
  if (last) last.status = 202
  const [, webhook, key] = await told()
  assert.match(webhook ?? '', /^webhook ok: It calls .*answered with 202\.$/)
  assert.equal(key, 'deploy key ok: Control room is there, for reading.')
  if (hook) hook.isActive = false
  assert.equal((await told())[1], 'webhook not ok: It is switched off there.')
  if (hook) Object.assign(hook, { isActive: true, events: ['push'], deliveries: [] })
  for (const one of site.crm.keys) one.isReadOnly = false
  const wrong = await told()
  assert.match(wrong[1] ?? '', /^webhook not ok: It does not tell of pull_request, create/)
  assert.equal(wrong[2], 'deploy key not ok: Control room is another key there, or may write.')
  assert.deepEqual((await repair('crm')).rows, [{ repository: 'crm', webhook: 'put right', deployKey: 'put right' }])
  assert.deepEqual([hook?.events.length, site.crm.keys[0]?.isReadOnly], [6, true])
})

test('a webhook that has called nobody yet is told as well', async () => {
  await repair()
  await site.server.deliveries.idle()
  for (const hook of site.crm.hooks) hook.deliveries.length = 0
  assert.match((await told())[1] ?? '', /^webhook ok: .*nothing was delivered yet\.$/)
})

test('a permission that is missing is named; a server that counts nothing is told without numbers', async () => {
  site.server.install(site.crm, { ...everything, checks: 'read' })
  assert.match((await told())[0] ?? '', /^sign-in not ok: .* It lacks checks: write\.$/)
  site.server.world.rate.limit = 0
  site.server.install(site.crm, everything)
  assert.match((await told())[0] ?? '', /statuses: write\)\.$/)
  site.server.addToken('ghp_ada', { login: 'ada' })
  assert.match(
    (await told(openAt(site.server, { how: 'token', token: 'ghp_ada' })))[0] ?? '',
    /^sign-in ok: ada signs in by a token \(role: admin\)\.$/,
  )
})

test('where nobody signs in, nothing else is looked at, and nothing is made', async () => {
  const nobody = signedInAs('none')
  const lines = await told(nobody)
  assert.deepEqual([lines.length, lines[0]?.slice(0, 36)], [1, 'sign-in not ok: Nobody signs in: pul'])
  await assert.rejects(repair('crm', nobody), { code: 'refused', message: /^Nobody signs in at GitHub, which keeps crm\.$/ })
  assert.deepEqual((await repair('local', nobody)).rows, [{ repository: 'local', webhook: 'kept here', deployKey: 'kept here' }])
})

test('what GitHub refuses is a finding; only a check that is stopped, or broken by us, fails', async () => {
  site.crm.installation = null
  assert.deepEqual(await told(), ['sign-in not ok: The App is not installed at acme/crm.'])
  const stopped = AbortSignal.abort()
  const asked = carriedOut((context) => checkConnection.run(context, { repo: 'crm' }), { github, settings, signal: stopped })
  await assert.rejects(asked, { code: 'cancelled' })
  const foreign = openAt(site.server, site.app)
  settings = { ...settings, repositories: { other: { url: 'https://gitlab.com/a/b', branch: 'main' } } }
  await assert.rejects(check(undefined, foreign), TypeError)
})

test('as long as nobody has said where we are reached, no webhook is looked for and none is made', async () => {
  settings = { ...settings, github: { hookUrl: null, deployKey: null } }
  const lines = await told()
  assert.deepEqual([lines.length, lines[1]], [2, 'webhook not ok: It is not known where GitHub reaches this control room.'])
  await assert.rejects(repair(), { code: 'invalid', message: /where GitHub reaches/ })
  assert.deepEqual((await repair('local')).rows, [{ repository: 'local', webhook: 'kept here', deployKey: 'kept here' }])
})

test('a key is no matter where none is configured', async () => {
  settings = { ...settings, github: { ...settings.github, deployKey: null } }
  assert.deepEqual((await repair('crm')).rows, [{ repository: 'crm', webhook: 'made', deployKey: 'not configured' }])
  assert.deepEqual(site.crm.keys, [])
})

test('when the key cannot be made, a webhook of this run goes, and one that was there stays', async () => {
  settings = { ...settings, github: { ...settings.github, deployKey: { ...deployKey, publicKey: 'ssh-dsa nonsense' } } }
  await assert.rejects(repair(), { code: 'invalid', message: /key is invalid/ })
  assert.deepEqual(site.crm.hooks, [])
  await github.putWebhook(site.repository, { url: settings.github.hookUrl ?? '', events: ['push'] })
  await assert.rejects(repair(), { code: 'invalid' })
  assert.deepEqual([site.crm.hooks.length, site.crm.keys.length], [1, 0])
})

test('what was made without an answer goes too', async () => {
  site.server.faults.push({ kind: 'lost', operation: 'repos/create-deploy-key' })
  await assert.rejects(repair(), { code: 'unavailable', message: /did not answer when asked to make the deploy key/ })
  assert.deepEqual([site.crm.hooks, site.crm.keys, site.server.faults], [[], [], []])
})

test('a name that is not configured is refused with those that are', async () => {
  await assert.rejects(check('shop'), {
    code: 'not_found',
    message: 'There is no repository shop in config/agent.yml.',
    hint: 'There are crm, local.',
  })
  settings = { ...settings, repositories: {} }
  await assert.rejects(repair('shop'), { code: 'not_found', hint: 'Name one there, under repositories.' })
})

test('the verbs say what they are about, and a check that found something leaves the run green with a warning', async () => {
  assert.equal(checkConnection.label?.({ repo: undefined }), 'Check of GitHub')
  assert.equal(checkConnection.label?.({ repo: 'crm' }), 'Check of crm at GitHub')
  assert.equal(repairConnection.label?.({ repo: undefined }), 'Repair of GitHub')
  assert.equal(repairConnection.label?.({ repo: 'crm' }), 'Repair of crm at GitHub')
  assert.match(checkConnection.confirm?.({ repo: undefined }) ?? '', /Nothing is changed/)
  assert.match(repairConnection.confirm?.({ repo: undefined }) ?? '', /every configured repository/)
  assert.match(repairConnection.confirm?.({ repo: 'crm' }) ?? '', /at GitHub of crm/)
  assert.deepEqual([checkConnection.lock?.({ repo: 'crm' }), repairConnection.lock?.({ repo: 'crm' })], ['github:check', 'github:ties'])
  const row = { repository: 'crm', part: 'webhook' as const, ok: false, message: 'It is switched off there.', hint: 'x' }
  const well = { ...row, part: 'sign-in' as const, ok: true }
  assert.equal(checkConnection.judge?.({ rows: [well] }), null)
  const one = checkConnection.judge?.({ rows: [well, row] })
  assert.deepEqual([one?.level, one?.step, one?.message], ['warning', 'webhook', 'crm, webhook: It is switched off there.'])
  const two = checkConnection.judge?.({ rows: [row, { ...row, part: 'deploy key' }, well] })
  assert.equal(two?.message, '2 of 3 are not well. crm, webhook: It is switched off there.')
})
