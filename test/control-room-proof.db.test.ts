import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { chainText, genesis } from '../lib/core/chain.ts'
import { OpsError } from '../lib/core/error.ts'
import type { AuditRow, PackCheck } from '../lib/core/proof.ts'
import { admin, developer, operator, viewer } from './lab.ts'
import { refused } from './refused.ts'
import { openRoomLab } from './room-lab.ts'

const { green, ask, plant, unplant, close } = await openRoomLab()
after(close)

test('the evidence of a run, and what is said when there is none', async () => {
  const pack = await ask<PackCheck & { path: string }>('evidence', { run: green })
  assert.equal(pack.verified, true)
  assert.ok(pack.files.some(({ path: name }) => name === 'SUMMARY.md'))
  for (const [status, words] of [
    ['running', /packed when the run has ended/],
    ['failed', /within half a minute/],
  ] as const) {
    await plant('cccc00000001', status)
    await assert.rejects(ask('evidence', { run: 'cccc00000001' }), (error) => error instanceof OpsError && words.test(error.hint))
    await unplant('cccc00000001')
  }
})

test('the audit: an admin sees all, by pages; others see their own rows', async () => {
  type Audit = { rows: AuditRow[]; next: string | null; own: boolean; verified: { ok: boolean } }
  const all = await ask<Audit>('audit', { limit: 1 }, admin)
  assert.deepEqual([all.own, all.rows.length, all.verified.ok], [false, 1, true])
  assert.ok(all.next)
  assert.equal((await ask<Audit>('audit', { cursor: all.next }, admin)).rows[0]?.actor, developer.id)
  const own = await ask<Audit>('audit', {}, developer)
  assert.equal(own.own, true)
  assert.ok(own.rows.length > 0 && own.rows.every(({ actor }) => actor === developer.id))
})

test('the audit is found by who, what, way and outcome', async () => {
  type Audit = { rows: AuditRow[] }
  const found = async (input: object) => (await ask<Audit>('audit', input, admin)).rows
  assert.ok((await found({ who: 'DEV2' })).every(({ actorName }) => actorName === 'dev2'))
  assert.ok((await found({ what: 'submit' })).every(({ action }) => action === 'run.submit'))
  assert.equal((await found({ surface: 'mcp' })).length, 0)
  assert.equal((await found({ outcome: 'failed' })).length, 0)
  assert.ok((await found({ outcome: 'done', surface: 'web' })).length > 0)
})

test('who may read the whole audit gets what its chain is computed from', async () => {
  const { rows, head } = await ask<{ rows: AuditRow[]; head: { seq: number; hash: string } }>('audit_chain', {}, admin)
  let previous = genesis
  for (const row of rows) {
    previous = createHash('sha256').update(chainText(previous, row)).digest('hex')
    assert.equal(previous, row.hash)
  }
  assert.deepEqual(head, { seq: rows.length, hash: previous })
  assert.equal((await ask<{ rows: AuditRow[] }>('audit_chain', { after: rows.length - 1 }, admin)).rows.length, 1)
  await assert.rejects(ask('audit_chain', {}, operator), refused('refused', /needs role Admin/))
})

test('evidence packs are listed newest first, by pages, with the title of their run', async () => {
  type Packs = { rows: { seq: number; runId: string; title: string }[]; next: string | null }
  const first = await ask<Packs>('packs', { limit: 1 }, viewer)
  assert.equal(first.rows.length, 1)
  assert.ok(first.next && first.rows[0]?.title.startsWith('CI of'))
  const second = await ask<Packs>('packs', { limit: 1, cursor: first.next }, viewer)
  assert.deepEqual([second.rows.map(({ seq }) => seq), second.next], [[1], null])
  assert.equal((await ask<Packs>('packs', {}, viewer)).rows.length, 2)
})

test('everything is verified at once, for operators', async () => {
  type All = { audit: { ok: boolean }; evidence: { ok: boolean; packs: number } }
  const state = await ask<All>('verify', {})
  assert.deepEqual([state.audit.ok, state.evidence.ok], [true, true])
  await assert.rejects(ask('verify', {}, developer), refused('refused', /needs role Operator/))
})
