import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { openRedactor } from '../lib/core/redact.ts'
import { NotOwner } from '../lib/store/append.ts'
import { packUp } from '../lib/store/evidence.ts'
import { interrupt, openJournal } from '../lib/store/journal.ts'
import { openPrisma } from '../lib/store/prisma.ts'
import { openReadStore } from '../lib/store/reads.ts'
import { type Lab, openLab, openServer, operator } from './lab.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let store: ReturnType<typeof openReadStore>
let prisma: ReturnType<typeof openPrisma>
before(async () => {
  server = await openServer()
  lab = await openLab(server)
  await lab.worker('A')
  prisma = openPrisma(lab.url, 'evidence-test')
  store = openReadStore(prisma, lab.dataDir, { search: () => Promise.reject(new Error('nothing is searched here')) })
})
after(async () => {
  await prisma.$disconnect()
  await lab.close()
  await server.close()
})
const packOf = async (id: string) => path.join(lab.dataDir, 'evidence', (await store.evidence.get(id))?.path ?? 'none')

/** Changes a file, looks, and puts it back. */
async function spoiled<Result>(file: string, change: (before: Buffer) => Buffer, look: () => Promise<Result>): Promise<Result> {
  const before = readFileSync(file)
  writeFileSync(file, change(before))
  try {
    return await look()
  } finally {
    writeFileSync(file, before)
  }
}
const flipped = (before: Buffer) => {
  const after = Buffer.from(before)
  after[10] = (after[10] ?? 0) ^ 1
  return after
}

test('every run leaves a pack, good, bad or cancelled before it began, and the packs are one chain', async () => {
  const good = await lab.submit({ a: 'make log=2' })
  const bad = await lab.submit({ a: 'fail' })
  for (const id of [good, bad]) await lab.finished(id)
  const folder = await packOf(good)
  assert.match(folder, /evidence\/\d{8}-\d{4}\/lab-[0-9a-f]{12}$/)
  const summary = readFileSync(path.join(folder, 'SUMMARY.md'), 'utf8')
  assert.match(summary, /^# Play a script: succeeded/)
  assert.match(readFileSync(path.join(await packOf(bad), 'SUMMARY.md'), 'utf8'), /Step a failed, as asked\./)
  const lines = gunzipSync(readFileSync(path.join(folder, 'log.ndjson.gz')))
    .toString()
    .trim()
    .split('\n')
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).text),
    ['line 1 of a', 'line 2 of a'],
  )
  const events = readFileSync(path.join(folder, 'events.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(events.at(-1).kind, 'finished')
  assert.deepEqual(await store.evidence.checkAll(), { ok: true, packs: 2, problem: null })
})

test('a flipped byte in any file of a pack is named', async () => {
  const id = await lab.submit({ a: 'make' })
  await lab.finished(id)
  const folder = await packOf(id)
  for (const name of ['SUMMARY.md', 'run.json', 'events.ndjson', 'runtime.json', 'verification.json', 'git.json', 'manifest.json']) {
    const check = await spoiled(path.join(folder, name), flipped, () => store.evidence.checkAll())
    assert.equal(check.ok, false)
    assert.match(check.problem ?? '', new RegExp(`${name} does not match`))
  }
  assert.equal((await store.evidence.check(id))?.verified, true)
})

test('an added file, a missing pack and a missing row are noticed', async () => {
  const id = await lab.submit({ a: 'make' })
  await lab.finished(id)
  const folder = await packOf(id)
  writeFileSync(path.join(folder, 'extra.txt'), 'x')
  assert.match((await store.evidence.checkAll()).problem ?? '', /extra\.txt is not in the manifest/)
  rmSync(path.join(folder, 'extra.txt'))
  renameSync(folder, `${folder}.away`)
  assert.match((await store.evidence.checkAll()).problem ?? '', /is not in/)
  renameSync(`${folder}.away`, folder)
  const [first] = await store.evidence.list()
  const rows = await lab.sql.query('delete from "EvidencePack" where seq = 1 returning *')
  assert.equal(rows.rows[0].runId, first?.runId)
  assert.match((await store.evidence.checkAll()).problem ?? '', /Pack 1 is missing/)
  await lab.sql.query('insert into "EvidencePack" select * from json_populate_record(null::"EvidencePack", $1)', [
    JSON.stringify(rows.rows[0]),
  ])
  assert.equal((await store.evidence.checkAll()).ok, true)
})

test('the pack of a run whose worker died right after its end is made by the next one', async () => {
  const id = await lab.submit({ a: 'make' })
  await lab.finished(id)
  const folder = await packOf(id)
  await lab.sql.query('delete from "EvidencePack" where "runId" = $1', [id])
  await lab.sql.query(`update "Run" set execution = null where id = $1`, [id])
  rmSync(folder, { recursive: true })
  const { until } = await import('./until.ts')
  await until(
    async () => (await store.evidence.get(id)) !== null && existsSync(folder),
    10_000,
    () => 'nobody packed it',
  )
  assert.equal((await store.evidence.check(id))?.verified, true)
})

test('an edited record, a removed one in the middle and a removed last one are all noticed in the audit', async () => {
  await lab.submit({ a: 'make' })
  const last = await lab.submit({ a: 'make' })
  await lab.finished(last)
  assert.equal((await store.audit.verify()).ok, true)
  const inside = async (sql: string, look: () => Promise<void>) => {
    const kept = await lab.sql.query('select * from "AuditRecord" order by seq')
    await lab.sql.query(sql)
    await look()
    await lab.sql.query('delete from "AuditRecord"')
    for (const row of kept.rows)
      await lab.sql.query('insert into "AuditRecord" select * from json_populate_record(null::"AuditRecord", $1)', [JSON.stringify(row)])
    assert.equal((await store.audit.verify()).ok, true)
  }
  await inside(`update "AuditRecord" set "actorName" = 'nobody' where seq = 2`, async () => {
    assert.match((await store.audit.verify()).problem ?? '', /Record 2 does not match its hash/)
  })
  await inside('delete from "AuditRecord" where seq = 2', async () => {
    assert.match((await store.audit.verify()).problem ?? '', /Record 2 is missing/)
  })
  await inside('delete from "AuditRecord" where seq = (select max(seq) from "AuditRecord")', async () => {
    assert.match((await store.audit.verify()).problem ?? '', /is missing: the chain ends at/)
  })
})

test('many that pack one run at once make one pack, whole', async () => {
  const id = await lab.submit({ a: 'make log=50' })
  await lab.finished(id)
  for (let round = 0; round < 5; round += 1) {
    await lab.sql.query('delete from "EvidencePack" where "runId" = $1', [id])
    await Promise.all([1, 2, 3, 4].map(() => packUp({ prisma, store, dataDir: lab.dataDir }, id, 'test')))
    assert.equal((await store.evidence.check(id))?.problem, null)
    assert.deepEqual(
      readdirSync(path.dirname(await packOf(id))).filter((name) => name.endsWith('.part')),
      [],
    )
  }
})

test('words that a database cannot keep do not break the chain: half a character, NUL', async () => {
  const address = `${'a'.repeat(199)}\u{1f600}@example.org\0`
  await assert.rejects(lab.control.members.signIn({ email: address, password: 'x', address: '127.0.0.1' }), /That did not work/)
  assert.equal((await store.audit.verify()).ok, true)
})

test('a run that was ended for its worker cannot be taken back by it', async () => {
  const id = await lab.submit({ a: 'make' })
  await lab.finished(id)
  const journal = openJournal({ prisma, redactor: openRedactor([]), workerId: 'A' })
  const execution = String((await prisma.run.findUniqueOrThrow({ where: { id } })).execution)
  const late = { key: 'late:started', kind: 'started', step: 'a', data: { undoable: false } } as const
  await assert.rejects(journal.append(id, execution, late), NotOwner)
  await lab.sql.query(`update "Run" set status = 'running', view = jsonb_set(view, '{status}', '"running"') where id = $1`, [id])
  await interrupt(prisma, id, null, { code: 'interrupted', message: 'm', hint: 'h', step: '' })
  assert.equal((await lab.run(id)).status, 'interrupted')
  await assert.rejects(journal.append(id, execution, late), NotOwner)
  await assert.rejects(journal.owned(id, execution), NotOwner)
})

test('an audit that was rewritten as a whole does not fit what the evidence remembers', async () => {
  const id = await lab.submit({ a: 'make' })
  await lab.finished(id)
  await lab.sql.query(`delete from "AuditRecord"; update "AuditHead" set seq = 0, hash = repeat('0', 64)`)
  await lab.control.cancel(operator, id).catch(() => undefined)
  const state = await store.audit.verify()
  assert.equal(state.ok, false)
  assert.match(state.problem ?? '', /which the evidence of run [0-9a-f]+ remembers, is missing/)
})
