import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { openCliLab } from './cli-lab.ts'
import { admin } from './lab.ts'
import { inTerminal, type } from './terminal.ts'

const { lab, json, close } = await openCliLab()
after(close)

test('evidence verify names the file in which a byte was flipped, of all packs and of one', async () => {
  const first = await lab.submit({ a: 'make' })
  const second = await lab.submit({ a: 'make' })
  for (const id of [first, second]) await lab.finished(id)
  const whole = await json(['evidence', 'verify'])
  assert.deepEqual([whole.code, whole.document.ok, whole.document.packs], [0, true, 2])
  const pack = (await json(['evidence', 'verify', first.slice(0, 6)])).document
  assert.equal(pack.verified, true)
  const file = path.join(lab.dataDir, 'evidence', pack.path, 'events.ndjson')
  const bytes = readFileSync(file)
  const spoiled = Buffer.from(bytes)
  spoiled[20] = (spoiled[20] ?? 0) ^ 1
  writeFileSync(file, spoiled)
  const broken = await json(['evidence', 'verify'])
  assert.equal(broken.code, 1)
  assert.match(broken.document.problem, /events\.ndjson does not match/)
  const one = await json(['evidence', 'verify', first])
  assert.equal(one.code, 1)
  assert.deepEqual(
    one.document.files.filter(({ ok }: { ok: boolean }) => !ok).map((bad: { path: string }) => bad.path),
    ['events.ndjson'],
  )
  assert.equal((await json(['evidence', 'verify', second])).code, 0)
  writeFileSync(file, bytes)
  assert.equal((await json(['evidence', 'verify'])).code, 0)
})

test('audit verify names the record that was edited; audit list shows who did what', async () => {
  await lab.control.members.add(admin, { email: 'a@b.example', name: 'A', role: 'viewer', password: 'long enough a word' })
  const whole = await json(['audit', 'verify'])
  assert.deepEqual([whole.code, whole.document.ok], [0, true])
  const list = await json(['audit', 'list', '--limit', '1'])
  assert.deepEqual([list.code, list.document.rows[0].action, list.document.rows[0].actorName], [0, 'member.add', 'adm4'])
  const { seq } = list.document.rows[0]
  await lab.sql.query(`update "AuditRecord" set "actorName" = 'nobody' where seq = $1`, [seq])
  const broken = await json(['audit', 'verify'])
  assert.equal(broken.code, 1)
  assert.match(broken.document.problem, new RegExp(`Record ${seq} does not match its hash`))
  assert.equal((await json(['audit', 'list'])).code, 1)
  await lab.sql.query(`update "AuditRecord" set "actorName" = 'adm4' where seq = $1`, [seq])
  assert.equal((await json(['audit', 'verify'])).code, 0)
})

test('a lost link for the first admin is made anew, the earlier is void, and with an admin there is none', async () => {
  const env = { NEXTAUTH_URL: 'http://127.0.0.1:8017' }
  const link = async () => String((await json(['setup', '--new-token'], { env })).document.link)
  const tokenOf = (text: string) => new URL(text).searchParams.get('token') ?? ''
  const [first, second] = [await link(), await link()]
  assert.ok(second.startsWith('http://127.0.0.1:8017/welcome?token='))
  assert.equal(await lab.control.members.checkSetup(tokenOf(first)), false)
  assert.equal(await lab.control.members.checkSetup(tokenOf(second)), true)
  const { rows } = await lab.sql.query(`select surface from "AuditRecord" where action = 'setup.link'`)
  assert.deepEqual(
    rows.map(({ surface }) => surface),
    ['cli', 'cli'],
  )
  assert.equal((await json(['setup', '--new-token'], { env: { NEXTAUTH_URL: '' } })).code, 15)
  assert.equal((await json(['setup'], { env })).code, 2)
  await lab.control.members.createFirstAdmin(tokenOf(second), { email: 'root@b.example', name: 'Root', password: 'long enough a word' })
  assert.equal((await json(['setup', '--new-token'], { env })).code, 5)
})

test('members are added with a password from stdin, and can sign in', async () => {
  const add = (input: string, ...more: string[]) =>
    json(['members', 'add', '--email', 'dev@b.example', '--name', 'Dev', '--role', 'developer', ...more], { input })
  assert.deepEqual((await add('')).document.error.fields, { password: 'missing' })
  assert.equal((await add('short\n')).code, 2)
  const { code, document } = await add('correct horse battery\n')
  assert.deepEqual([code, document.role], [0, 'developer'])
  const { actor } = await lab.control.members.signIn({ email: 'dev@b.example', password: 'correct horse battery', address: '127.0.0.1' })
  assert.equal(actor.role, 'developer')
  assert.equal((await add('correct horse battery\n')).code, 5)
  const { rows } = (await json(['members', 'list'])).document
  assert.ok(rows.some(({ email, role }: { email: string; role: string }) => email === 'dev@b.example' && role === 'developer'))
  assert.doesNotMatch(JSON.stringify(rows), /scrypt|password/i)
  const wrong = await json(['members', 'add', '--email', 'x@b.example', '--name', 'X', '--role', 'opertor'], {
    input: 'correct horse battery\n',
  })
  assert.deepEqual([wrong.code, wrong.document.error.hint], [2, 'Did you mean operator?'])
  assert.equal((await json(['members', 'add', '--name', 'X'])).document.error.fields.email, 'missing')
})

test('a password that is typed is not seen', async () => {
  const args = ['members', 'add', '--email', 'seen@b.example', '--name', 'Seen']
  const typed = type('test/lab-cli.ts', args, { env: { DATABASE_URL: lab.url, DATA_DIR: lab.dataDir }, through: inTerminal })
  await typed.said('Password: ')
  typed.process.stdin?.write('correct horse battery\n')
  assert.equal(await typed.ended, 0, typed.stdout())
  assert.match(typed.stdout(), /Seen may sign in as seen@b\.example, as viewer\./)
  assert.doesNotMatch(typed.stdout(), /correct/)
})

test('each answer has words for a person too', async () => {
  const id = await lab.submit({ a: 'make' })
  await lab.finished(id)
  const said = async (...args: string[]) => {
    const typed = type('test/lab-cli.ts', args, { env: { DATABASE_URL: lab.url, DATA_DIR: lab.dataDir } })
    assert.equal(await typed.ended, 0, typed.stderr())
    return typed.stdout()
  }
  const expected: [string[], RegExp][] = [
    [['status'], /^Status +pass\nWorkers +1\nAddress +no pages\nData +\/tmp\/lab-/],
    [['evidence', 'verify'], /^\d+ evidence packs fit their digests, and each the one before\.\n$/],
    [['evidence', 'verify', id], new RegExp(`\\nThe pack of run ${id} fits its digest [0-9a-f]{64}\\.\\n$`)],
    [['audit', 'verify'], /^The audit is whole: \d+ records\.\n$/],
    [['audit', 'list', '--limit', '1'], /^\d+ +\S+ \S+ UTC +op1 +cli +run\.submit +done +[0-9a-f]{12}\n\nMore: --cursor \d+\n$/],
    [['runs', 'list', '--limit', '1'], new RegExp(`^${id} +succeeded +.* UTC +op1 +Play a script\\n\\nMore: --cursor '`)],
    [['skill', 'run', 'control_room.tests', '--id', id], /^Nothing\.\n\nobservedAt: +\d/],
    [['skill', 'show', 'lab.locked'], /lab\.locked writes, for role developer\n[\s\S]*1\. First/],
    [['skill', 'list'], /^lab\.locked +writes +Does what/],
    [['members', 'list'], /root@b\.example +Root +admin/],
  ]
  for (const [args, words] of expected) assert.match(await said(...args), words, args.join(' '))
})
