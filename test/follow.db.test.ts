import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openRedactor } from '../lib/core/redact.ts'
import type { NewEvent } from '../lib/core/run.ts'
import type { ReadStore } from '../lib/core/store.ts'
import { appendIn } from '../lib/store/append.ts'
import { Followers } from '../lib/store/follow.ts'
import { openJournal } from '../lib/store/journal.ts'
import { openPrisma } from '../lib/store/prisma.ts'
import { openReadStore } from '../lib/store/reads.ts'
import { Wake } from '../lib/store/wake.ts'
import { type Lab, openLab, openServer } from './lab.ts'
import { plantRun } from './planted-run.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let prisma: ReturnType<typeof openPrisma>
let wake: Wake
before(async () => {
  server = await openServer()
  lab = await openLab(server)
  prisma = openPrisma(lab.url, 'follow-test')
  wake = new Wake(lab.url, 'follow-test')
})
after(async () => {
  await wake.close()
  await prisma.$disconnect()
  await lab.close()
  await server.close()
})

/** Followers on a store that counts what is read of it, and a run to write to. */
async function open() {
  const reads = { events: 0, log: 0 }
  const real = openReadStore(prisma, lab.dataDir, { search: () => Promise.reject(new Error('nothing is searched here')) })
  const runs: ReadStore['runs'] = {
    ...real.runs,
    events: (id, seq) => {
      reads.events += 1
      return real.runs.events(id, seq)
    },
    log: (id, from, count) => {
      reads.log += 1
      return real.runs.log(id, from, count)
    },
  }
  const followers = new Followers({ store: { ...real, runs }, wake })
  const id = await plantRun(lab.sql)
  const journal = openJournal({ prisma, redactor: openRedactor([]), workerId: 'A' })
  const say = (text: string) =>
    journal.appendLog(id, 'mine', { step: 'test', attempt: 1, lines: [[new Date().toISOString(), 'out', text]] })
  const end = async () => {
    await journal.append(id, 'mine', { key: 'end', kind: 'finished', data: { status: 'succeeded', cause: null, output: null, left: [] } })
    const pack: NewEvent = { key: 'pack', kind: 'evidence', data: { path: 'x', digest: 'y', sizeBytes: 1 } }
    await prisma.$transaction((tx) => appendIn(tx, id, null, pack))
  }
  return { followers, reads, id, say, end }
}

test('a hundred followers get every event in order, wherever they begin and however slow they are, from few reads', async () => {
  const { followers, reads, id, say, end } = await open()
  const signal = AbortSignal.timeout(60_000)
  const seen = Array.from({ length: 100 }, () => [] as number[])
  const stories = Array.from({ length: 100 }, () => [] as string[])
  const reading = seen.map(async (list, place) => {
    for await (const event of followers.follow(id, place % 10, signal)) {
      list.push(event.seq)
      stories[place]?.push(...(event.rows ?? []).map(({ text }) => text))
      // Some take each event only when many others are there.
      if (place < 5)
        await until(
          async () => (seen.at(-1)?.at(-1) ?? 0) >= event.seq,
          30_000,
          () => `${place} waits at ${event.seq}`,
        )
    }
  })
  for (let number = 1; number <= 40; number += 1) await say(`line ${number}`)
  await end()
  await Promise.all(reading)
  for (const [place, list] of seen.entries())
    assert.deepEqual(
      list,
      Array.from({ length: 42 - (place % 10) }, (_, index) => index + 1 + (place % 10)),
    )
  assert.deepEqual(
    stories[0],
    Array.from({ length: 40 }, (_, index) => `line ${index + 1}`),
  )
  assert.ok(reads.events < 250, `${reads.events} reads of events`)
  assert.equal(reads.log, 40, 'each chunk is read once')
})

test('who comes late reads what is long gone from memory, and resumes exactly', async () => {
  const { followers, id, say, end } = await open()
  const stop = new AbortController()
  const live: number[] = []
  const following = (async () => {
    for await (const { seq } of followers.follow(id, 0, stop.signal)) live.push(seq)
  })()
  for (let number = 1; number <= 600; number += 1) await say(`line ${number}`)
  const late: number[] = []
  for await (const { seq } of followers.follow(id, 3, stop.signal)) {
    late.push(seq)
    if (seq === 10) break
  }
  for await (const { seq } of followers.follow(id, 10, stop.signal)) {
    late.push(seq)
    if (seq === 600) await end()
  }
  await following
  assert.deepEqual(
    late,
    Array.from({ length: 599 }, (_, index) => index + 4),
  )
  assert.equal(live.length, 602)
})

test('a follower ends with its signal at once, and the others go on', async () => {
  const { followers, id, say, end } = await open()
  const stop = new AbortController()
  const one: number[] = []
  const other: number[] = []
  const first = (async () => {
    for await (const { seq } of followers.follow(id, 0, stop.signal)) one.push(seq)
  })()
  const second = (async () => {
    for await (const { seq } of followers.follow(id, 0, AbortSignal.timeout(30_000))) other.push(seq)
  })()
  await say('one')
  await until(
    async () => one.length === 1,
    10_000,
    () => 'the first event never came',
  )
  stop.abort()
  await first
  await say('two')
  await end()
  await second
  assert.deepEqual([one, other], [[1], [1, 2, 3, 4]])
})

test('a line that is written right after one that woke everybody, and before a silence, comes as soon as the others', async () => {
  const { followers, id, say, end } = await open()
  const came: number[] = []
  const following = (async () => {
    for await (const { seq } of followers.follow(id, 0, AbortSignal.timeout(30_000))) came[seq] = performance.now()
  })()
  const told: number[] = []
  for (let round = 0; round < 5; round += 1) {
    await say('wakes')
    await say('wakes nobody')
    told.push(performance.now())
    await until(
      () => came[2 * round + 2] !== undefined,
      10_000,
      () => 'the second line never came',
    )
  }
  await end()
  await following
  const late = told.map((at, round) => (came[2 * round + 2] ?? Number.POSITIVE_INFINITY) - at).sort((a, b) => a - b)
  assert.ok((late[2] ?? Number.POSITIVE_INFINITY) < 500, `half come later than ${late[2]} ms`)
})
