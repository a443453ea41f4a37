import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import { after, before, test } from 'node:test'
import { longLog, textOf } from '../e2e/long-log.fixture.ts'
import type { LogHits, LogLine } from '../lib/core/store.ts'
import { type Lab, openLab, openServer, operator } from '../test/lab.ts'
import { medianOf, type Row, writeBench } from './report.ts'

const total = 1_000_000
const rounds = 7
const rows: Row[] = []
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let file = ''
let id = ''
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  const client = await lab.sql.connect()
  id = await longLog(client, total)
  client.release()
  file = path.join(server.base, 'long.log')
  const stream = createWriteStream(file)
  for (let number = 1; number <= total; number += 1000)
    stream.write(Array.from({ length: 1000 }, (_, index) => `${textOf(number + index)}\n`).join(''))
  stream.end()
  await finished(stream)
})
after(async () => {
  await lab.close()
  await server.close()
  writeBench('A log of a million lines', rows)
})

async function ask<Answer>(verb: string, input: object): Promise<Answer> {
  const answer: unknown = await lab.control.ask(operator, `control_room.${verb}`, { id, ...input })
  return answer as Answer
}

/** Nanoseconds that the processes of PostgreSQL which serve us have run. */
async function databaseMs(): Promise<number> {
  const { rows: found } = await lab.sql.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'client backend' and application_name like 'control-room-lab%'`,
  )
  return found.reduce((sum, { pid }) => sum + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6, 0)
}

/** Time of processors, this process and its part of the database. */
async function costOf<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; ms: number }> {
  const [mine, theirs] = [process.cpuUsage(), await databaseMs()]
  const answer = await work()
  const { user, system } = process.cpuUsage(mine)
  return { answer, ms: (user + system) / 1000 + (await databaseMs()) - theirs }
}

/** The same of a program: what the shell counts for it. */
function peerOf(program: string, ...args: string[]): { output: string; ms: number } {
  const { stdout, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="cost %3U %3S"; time "$@"', 'bash', program, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const [, user = 'NaN', system = 'NaN'] = /cost (\S+) (\S+)/.exec(stderr) ?? []
  return { output: stdout, ms: (Number(user) + Number(system)) * 1000 }
}

const numbersOf = (output: string) => output.split('\n').flatMap((line) => (line ? [Number.parseInt(line, 10)] : []))

test('a window of 1,000 lines, wherever it is', async () => {
  const [ours, theirs, waits]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < rounds; round += 1) {
    const from = 900_000 + round * 10_003
    const started = performance.now()
    const { answer, ms } = await costOf(() => ask<{ rows: LogLine[] }>('log', { from, count: 1000 }))
    waits.push(performance.now() - started)
    const peer = peerOf('sed', '-n', `${from},${from + 999}p;${from + 999}q`, file)
    assert.deepEqual(answer.rows.map(({ text }) => `${text}\n`).join(''), peer.output)
    ours.push(ms)
    theirs.push(peer.ms)
  }
  rows.push({
    what: '1,000 lines from line 900,000 on, time of processors',
    ours: medianOf(ours),
    peer: medianOf(theirs),
    peerName: 'sed -n',
    unit: 'ms',
  })
  rows.push({ what: 'the same, waited for', ours: medianOf(waits), peer: null, peerName: '', unit: 'ms' })
  assert.ok(medianOf(waits) < 100, `${medianOf(waits)} ms`)
})

const hasRipgrep = spawnSync('rg', ['--version']).status === 0
const skip = hasRipgrep ? false : 'ripgrep is not installed: apt-get install ripgrep'

/** All lines that a search finds, and what that costs; it answers in slices. */
async function searched(input: object) {
  return costOf(async () => {
    const lines: number[] = []
    for (let from = 1; ; ) {
      const hits = await ask<LogHits>('log_search', { ...input, from })
      lines.push(...hits.lines)
      if (hits.cut !== 'time') return lines
      from = hits.searchedTo + 1
    }
  })
}

test('a search, the first time', { skip }, async () => {
  execFileSync('gzip', ['-1', '-k', file])
  const { answer, ms } = await searched({ text: 'filler 987654' })
  const peer = peerOf('rg', '-n', '-i', '--no-config', '-z', 'filler 987654', `${file}.gz`)
  assert.deepEqual(answer, numbersOf(peer.output))
  rows.push({ what: 'a search, the first time: what is kept is unpacked', ours: ms, peer: peer.ms, peerName: 'rg -z', unit: 'ms' })
})

for (const [what, input, args] of [
  ['a text, in any case (budget 2 × rg)', { text: 'filler 987654' }, ['-i', '-F', 'filler 987654']],
  ['a text, in its case (budget 2 × rg)', { text: 'luck with 600503', exact: true }, ['-F', 'luck with 600503']],
  ['a text that 1,000 lines have (budget 2 × rg)', { text: 'Traceback (most' }, ['-i', '-F', 'Traceback (most']],
  [
    'an expression (budget 2 × rg)',
    { text: 'filler 9876[0-9]{2} .*order 9[0-3]$', regex: true },
    ['-i', 'filler 9876[0-9]{2} .*order 9[0-3]$'],
  ],
  [
    'an expression that begins with anything',
    { text: '[0-9]+ of the order 13$', regex: true, from: 1, limit: 10_000 },
    ['-i', '-m', '10000', '[0-9]+ of the order 13$'],
  ],
] as const) {
  test(`search again: ${what}`, { skip }, async () => {
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round += 1) {
      const { answer, ms } = await searched(input)
      const peer = peerOf('rg', '-n', '--no-config', '-j', '1', ...args, file)
      assert.deepEqual(answer, numbersOf(peer.output))
      ours.push(ms)
      theirs.push(peer.ms)
    }
    rows.push({ what: `search again: ${what}`, ours: medianOf(ours), peer: medianOf(theirs), peerName: 'rg -n', unit: 'ms' })
  })
}
