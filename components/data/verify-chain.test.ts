import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { type ChainedRecord, chainText, genesis } from '../../lib/core/chain.ts'
import { browserDigest } from './digest.ts'
import { type ChainPage, verifyChain } from './verify-chain.ts'

type Record = ChainPage['rows'][number]
const record = (seq: number): ChainedRecord => ({
  seq,
  at: `2026-01-01T00:00:${String(seq).padStart(2, '0')}.000Z`,
  actor: 'u1',
  actorName: 'Änne',
  surface: 'web',
  action: 'run.submit',
  target: `r${seq}`,
  outcome: 'done',
  details: { z: 1, a: { b: [true, null] } },
})

/** A chain as the server makes it. */
function chain(count: number): Record[] {
  let previous = genesis
  return Array.from({ length: count }, (_, place) => {
    const row = record(place + 1)
    previous = createHash('sha256').update(chainText(previous, row)).digest('hex')
    return { ...row, hash: previous }
  })
}

async function verify(rows: Record[], head = { seq: rows.length, hash: rows.at(-1)?.hash ?? genesis }) {
  const sha256 = browserDigest()
  assert.ok(sha256)
  const steps: number[] = []
  const read = async (after: number) => ({ rows: rows.filter(({ seq }) => seq > after).slice(0, 2), head })
  return { ...(await verifyChain({ read, sha256, onProgress: (upTo) => steps.push(upTo) })), steps }
}

test('a whole chain is verified to its end, page by page, and an empty one is whole', async () => {
  assert.deepEqual(await verify(chain(5)), { upTo: 5, problem: null, steps: [2, 4, 5] })
  assert.deepEqual(await verify([]), { upTo: 0, problem: null, steps: [] })
})

test('one changed word, a removed record, and removed last ones are each named', async () => {
  const changed = chain(5).map((row) => (row.seq === 3 ? { ...row, actorName: 'Anne' } : row))
  assert.deepEqual((await verify(changed)).problem, 'Record 3 does not match its hash.')
  assert.deepEqual((await verify(chain(5).filter(({ seq }) => seq !== 3))).problem, 'Record 3 is missing.')
  const whole = chain(5)
  const head = { seq: 5, hash: whole.at(-1)?.hash ?? '' }
  assert.deepEqual((await verify(whole.slice(0, 4), head)).problem, 'Record 5 is missing: the chain ends at 4.')
  assert.match((await verify(chain(5), { seq: 5, hash: 'another' })).problem ?? '', /not the last that is remembered/)
})

test('records that are written while it is computed are no fault', async () => {
  assert.equal((await verify(chain(5), { seq: 4, hash: 'of then' })).problem, null)
})
