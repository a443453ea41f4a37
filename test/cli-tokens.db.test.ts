import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { typed } from './typed.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'room' })
  await lab.worker('A')
  const password = 'correct horse battery'
  await lab.control.members.add(admin, { name: 'Ada', email: 'ada@example.org', password, role: 'developer' })
})
after(async () => {
  await lab.close()
  await server.close()
})
const command = (args: string[], env: Record<string, string> = {}) =>
  typed({ url: lab.url, dataDir: lab.dataDir, verbs: lab.control.verbs, open: () => lab.open('room') }, args, env)

test('the secret is all that stands on stdout, once', async () => {
  const { code, out, err } = await command(['token', 'create', '--name', 'ci', '--days', '30', '--verbs', 'lab.free'])
  assert.equal(code, 0)
  assert.match(out, /^dat_[A-Za-z0-9]{40}\n$/)
  assert.match(err, /^Token ci of ada@example\.org: lab\.free, as developer, until \d{4}-\d\d-\d\d .* UTC\. It is shown this once:\n$/)
  const listed = await command(['token', 'list'])
  assert.match(listed.out, /active {2}ci {4}ada@example\.org {2}developer {2}lab\.free/)
  assert.ok(!listed.out.includes(out.trim()))
})

test('with --json it is one document', async () => {
  const { out, err } = await command(['token', 'create', '--name', 'json', '--days', '1', '--json'])
  const { secret, token } = JSON.parse(out)
  assert.match(secret, /^dat_/)
  assert.equal(token.name, 'json')
  assert.ok(!err.includes(secret))
  const { rows } = JSON.parse((await command(['token', 'list', '--json'])).out)
  assert.deepEqual(
    rows.map(({ name }: { name: string }) => name),
    ['json', 'ci'],
  )
})

test('a command with a token may do what that may, and no more', async () => {
  const env = {
    DEVOPS_AGENT_TOKEN: (await command(['token', 'create', '--name', 'script', '--days', '1', '--verbs', 'lab.free'])).out.trim(),
  }
  const refused = await command(['skill', 'run', 'lab.locked', '--detach', '--a', 'make'], env)
  assert.deepEqual([refused.code, refused.out], [3, ''])
  assert.match(refused.err, /Token script may not use lab\.locked\./)
  await command(['token', 'revoke', 'script'])
  const gone = await command(['skill', 'run', 'lab.free', '--detach'], env)
  assert.deepEqual([gone.code, gone.out], [3, ''])
  assert.match(gone.err, /unknown, has run out or was revoked\.\n.*devops-agent token create/)
  assert.match((await command(['token', 'list'])).out, /revoked {2}script/)
})

test('a token for a skill hears the whole verdict of its red run, and reads all of that run', async () => {
  const made = await command(['token', 'create', '--name', 'narrow', '--days', '1', '--verbs', 'lab.*'])
  const env = { DEVOPS_AGENT_TOKEN: made.out.trim() }
  const red = await command(['skill', 'run', 'lab.free', '--a', 'log=3', '--b', 'badtest=test_price', '--json'], env)
  assert.equal(red.code, 0, red.err)
  const judged = await command(['skill', 'run', 'lab.locked', '--key', 'red', '--a', 'badtest=test_price', '--note', 'red', '--json'], env)
  assert.equal(judged.code, 10, judged.err)
  const { id, failures } = JSON.parse(judged.out)
  assert.deepEqual(
    failures.map((one: { id: string }) => one.id),
    ['test_price'],
  )
  for (const args of [
    ['runs', 'show', id, '--log'],
    ['evidence', 'verify', id],
  ])
    assert.equal((await command(args, env)).code, 0, args.join(' '))
  const other = await command(['token', 'create', '--name', 'other', '--days', '1', '--verbs', 'github_ci_runner.*'])
  const refused = await command(['skill', 'run', 'control_room.tests', '--id', id], { DEVOPS_AGENT_TOKEN: other.out.trim() })
  assert.equal(refused.code, 3)
  assert.match(refused.err, /^Token other may not use lab\.locked\./)
})

test('a token for a skill hears nothing of members, and opens no way to become one', async () => {
  const everybody = await command(['members', 'list'])
  assert.deepEqual([everybody.code, everybody.out.includes('ada@example.org')], [0, true])
  const { rows, next } = JSON.parse((await command(['members', 'list', '--json'])).out)
  assert.deepEqual([rows.length, rows[0].email, next], [1, 'ada@example.org', null])
  const made = await command(['token', 'create', '--name', 'skilled', '--days', '1', '--verbs', 'github_ci_runner.*'])
  const env = { DEVOPS_AGENT_TOKEN: made.out.trim() }
  for (const [args, words] of [
    [['members', 'list'], /^Token skilled may not use control_room\.members\.\n/],
    [['setup', '--new-token'], /^Token skilled may not manage members: that takes a person\.\n/],
  ] as const) {
    const { code, out, err } = await command([...args], { ...env, NEXTAUTH_URL: 'http://room' })
    assert.deepEqual([code, out], [3, ''])
    assert.match(err, words)
  }
})

test('a mode refuses in the same words as everywhere, and what speaks MCP keeps to a mode that there is', async () => {
  const made = await command(['token', 'create', '--name', 'guard', '--days', '1', '--mode', 'ci_guard'])
  const env = { DEVOPS_AGENT_TOKEN: made.out.trim() }
  const { code, err } = await command(['skill', 'run', 'lab.free', '--detach'], env)
  assert.equal(code, 3)
  assert.match(err, /^Not in CI guard\. Switch to Ops surgeon \(needs role Operator\)\.\n/)
  assert.match((await command(['mcp', '--mode', 'ci_guard'], env)).err, /Token guard keeps its mode\./)
  assert.match((await command(['mcp', '--mode', 'ci_gard'])).err, /There is no mode ci_gard\.\n.*Did you mean ci_guard\?/)
  assert.match((await command(['mcp', '--mode', 'everything'])).err, /Modes are: ci_guard, ops_surgeon, manifest_steward\./)
  const spoken = await command(['mcp', '--mode', 'ci-guard'])
  assert.deepEqual([spoken.code, spoken.out], [0, ''], 'stdin is at its end, so it leaves')
  assert.match(spoken.err, /in mode CI guard\./)
})

for (const [args, words] of [
  [['token', 'create', '--days', '1'], /name/],
  [['token', 'create', '--name', 'x'], /days/],
  [['token', 'create', '--name', 'x', '--days', '0'], /days/],
  [['token', 'create', '--name', 'x', '--days', '1', '--role', 'admin'], /more than its owner/],
  [['token', 'revoke'], /needs TOKEN/],
  [['token', 'revoke', 'nothing'], /No token nothing here\.\n.*devops-agent token list/],
] as const) {
  test(`${args.join(' ')} is refused with a hint`, async () => {
    const { code, out, err } = await command([...args])
    assert.ok(code > 0)
    assert.equal(out, '')
    assert.match(err, words)
    assert.ok(err.trim().split('\n').length >= 2, err)
  })
}

test('an empty list says what to do', async () => {
  await lab.sql.query('delete from "Token"')
  assert.match((await command(['token', 'list'])).out, /devops-agent token create --name NAME --days 30/)
})
