import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { OpsError } from '../lib/core/error.ts'
import type { TextBlock } from '../lib/core/log-find.ts'
import type { LogHits, LogQuery } from '../lib/core/store.ts'
import { LogBlocks } from '../lib/store/log-blocks.ts'
import { linesOf, openLogLab, queryFor, total } from './log-lab.ts'

const { lab, search, long, ownRun, ask, close } = await openLogLab()
after(close)

const hits = async (id: string, wanted: LogQuery) => (await search.search(id, wanted)).lines

test('a search finds what is there, as text and as expression, again and again', async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    assert.deepEqual(await hits(long, queryFor('FILLER 12345')), [12_345])
    assert.deepEqual(await hits(long, queryFor('FILLER 12345', { matchCase: true })), [])
    assert.deepEqual(
      await hits(long, queryFor('order 9[0-3]$', { isRegex: true })),
      linesOf((text) => /order 9[0-3]$/.test(text)),
    )
    assert.deepEqual(
      await hits(long, queryFor('e', { level: 'error', step: 'test' })),
      linesOf((_, number) => number > 2_000 && number % 1_000 >= 500 && number % 1_000 <= 503),
    )
    assert.deepEqual(
      await hits(long, queryFor('filler', { from: 19_990 })),
      linesOf((_, number) => number >= 19_990),
    )
  }
})

test('a search that found enough says so, and one that reached the end says that', async () => {
  assert.deepEqual(await search.search(long, queryFor('filler', { most: 3 })), {
    lines: [1, 2, 3],
    searchedTo: 3,
    cut: 'most',
  } satisfies LogHits)
  assert.deepEqual(await search.search(long, queryFor('nowhere')), { lines: [], searchedTo: total, cut: null } satisfies LogHits)
  assert.deepEqual(await search.search('nobody', queryFor('nowhere')), { lines: [], searchedTo: 0, cut: null } satisfies LogHits)
})

test('lines that are written later are found by the next search', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, ['one needle', '\x1b[31mred nee\x1b[0mdle'])
  assert.deepEqual(await hits(id, queryFor('needle')), [1, 2])
  await say('test', 1, ['hay', 'needle again'])
  assert.deepEqual(await hits(id, queryFor('needle')), [1, 2, 4])
})

test('of many logs as many are kept as there is room for, and one that is too long is read again', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, ['needle'])
  const reads: string[] = []
  const pool = new pg.Pool({ connectionString: lab.url, max: 1 })
  pool.on('acquire', () => reads.push('read'))
  const blocks = new LogBlocks(pool, 1_000)
  const texts = async (run: string) => {
    reads.length = 0
    const found: TextBlock[] = []
    for await (const block of blocks.of(run)) found.push(block)
    return { lines: found.reduce((sum, { starts }) => sum + starts.length, 0), reads: reads.length }
  }
  assert.deepEqual(await texts(id), { lines: 1, reads: 2 })
  assert.deepEqual(await texts(id), { lines: 1, reads: 1 }, 'it is kept')
  assert.equal((await texts(long)).lines, total)
  assert.equal((await texts(long)).lines, total, 'though nothing of it is kept')
  assert.deepEqual(await texts(id), { lines: 1, reads: 2 }, 'it had to go')
  await pool.end()
})

test('the door answers as the search does, and refuses what is no expression in a sentence', async () => {
  const found = await ask<LogHits & { total: number }>('log_search', {
    id: long.slice(0, 8),
    text: 'filler 1999\\d',
    regex: true,
    limit: 5,
  })
  assert.deepEqual([found.lines, found.cut, found.total], [[19_990, 19_991, 19_992, 19_993, 19_994], 'most', total])
  const inStep = await ask<LogHits>('log_search', { id: long, text: 'filler 1', step: 'test', level: 'error', limit: 5 })
  assert.deepEqual(inStep.lines, [])
  await assert.rejects(ask('log_search', { id: long, text: '(', regex: true }), (error) => {
    assert.ok(error instanceof OpsError)
    assert.equal(error.code, 'invalid')
    assert.match(error.message, /^That is no regular expression: .*Unterminated group\.$/)
    assert.match(error.hint, /as text/)
    return true
  })
})

test('an expression that does not come to an end is ended, and those that wait behind it are answered', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, [`${'a'.repeat(60)}!`])
  const [endless, other] = await Promise.allSettled([
    search.search(id, queryFor('^(a+)+$', { isRegex: true })),
    search.search(id, queryFor('aaa')),
  ])
  assert.ok(endless.status === 'rejected' && endless.reason instanceof OpsError)
  assert.equal(endless.reason.code, 'timeout')
  assert.match(endless.reason.message, /\^\(a\+\)\+\$ took too long/)
  assert.deepEqual(other.status === 'fulfilled' && other.value.lines, [1])
})

test('what cannot be read is told, and does not end the thread', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, ['needle'])
  await lab.sql.query('update "LogChunk" set data = $2 where "runId" = $1', [id, Buffer.from('nonsense')])
  await assert.rejects(search.search(id, queryFor('needle')), (error) => error instanceof OpsError && error.code === 'unavailable')
  await lab.sql.query('update "LogChunk" set data = $2 where "runId" = $1', [id, gzipSync('["","out","needle"]')])
  assert.deepEqual(await hits(id, queryFor('needle')), [1])
})
