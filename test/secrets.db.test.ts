import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { OpsError } from '../lib/core/error.ts'
import { type Lab, openLab, openServer } from './lab.ts'

// Made here, so that it occurs nowhere else; assembled, so that it is not in this file either.
const known = ['Correct', 'Horse', Date.now().toString(36), 'Battery'].join('-')
const shaped = ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_')

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  lab = await openLab(server, { secrets: [known] })
  await lab.worker('A', { env: { MAILGUN_API_KEY: known } })
})
after(async () => {
  await lab.close()
  await server.close()
})

for (const [kind, secret] of [
  ['of the control room', known],
  ['that looks like a token', shaped],
] as const) {
  test(`a secret ${kind} in an input is refused, named, and never stored`, async () => {
    await assert.rejects(lab.submit({ a: `say=${secret}` }), (error) => {
      assert.ok(error instanceof OpsError)
      assert.equal(error.code, 'invalid')
      assert.match(error.message, /contains a (secret|GitHub token)/)
      assert.doesNotMatch(`${error.message}${error.hint}`, new RegExp(secret))
      return true
    })
    assert.deepEqual(await whereInDatabase(secret), [])
  })
}

test('a secret that a run says, returns or fails with is found nowhere: rows of both schemas, evidence, output of the worker', async () => {
  const id = await lab.submit({ a: 'leak', b: 'make', c: 'leakfail' }, 'lab.locked')
  assert.equal(await lab.finished(id), 'failed')
  const { view } = await lab.run(id)
  assert.match(view.cause?.message ?? '', /•••/)
  assert.deepEqual(await whereInDatabase(known), [])
  assert.deepEqual(whereInFiles(lab.dataDir, known), [])
  assert.equal(lab.stories().includes(known), false)
  const log = await lab.sql.query('select count(*)::int as lines from "LogChunk" where "runId" = $1', [id])
  assert.ok(log.rows[0].lines > 0, 'the log itself is kept')
})

/** Every table of every schema, as text; log chunks unpacked. */
async function whereInDatabase(secret: string): Promise<string[]> {
  const { rows: tables } = await lab.sql.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'dbos')`,
  )
  assert.ok(tables.length > 15, 'both schemas are searched')
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await lab.sql.query(`select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`, [secret])
    if (rows.length > 0) found.push(name)
  }
  const chunks = await lab.sql.query<{ data: Buffer }>('select data from "LogChunk"')
  if (chunks.rows.some(({ data }) => gunzipSync(data).toString().includes(secret))) found.push('LogChunk.data')
  return found
}

function whereInFiles(folder: string, secret: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .filter((file) => (file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file)).toString().includes(secret))
}

test('no process has a secret among its arguments', () => {
  assert.equal(execFileSync('ps', ['-eo', 'args', '-ww'], { encoding: 'utf8' }).includes(known), false)
})
