import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AskContext, Settings } from '../../lib/core/skill.ts'
import { environments } from './environments.ts'

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const url = 'https://acme.example'
const well = { name: 'live', url, health: 'healthy', message: 'Odoo listens.', hint: '', durationMs: 3, at: ago(1) }
const live = { stage: 'production', url, series: '19.0' } as const

/** The environments of a configuration, whose last check said this of them; none when there was no check. */
async function told(
  configured: Settings['environments'],
  output?: unknown,
  { values = [], between = [], healthEveryMs = 0 }: { values?: Settings['configured']; between?: unknown[]; healthEveryMs?: number } = {},
) {
  const rows = output === undefined ? [] : [{ id: 'c1', view: { output } }]
  const store = { runs: { list: async () => ({ rows, next: null }) }, environments: { heard: async () => between } }
  const context = { store, settings: { environments: configured, configured: values, healthEveryMs } }
  return environments.output.parse(await environments.answer(context as unknown as AskContext, {}))
}
const first = async (...given: Parameters<typeof told>) => (await told(...given)).rows[0]

test('what the last check heard of an environment is told with its time, for a day', async () => {
  const { rows, next } = await told({ live }, { checks: [], environments: [well] })
  assert.deepEqual(
    [rows, next],
    [
      [
        {
          name: 'live',
          stage: 'production',
          url,
          series: '19.0',
          health: 'healthy',
          message: 'Odoo listens.',
          hint: '',
          at: well.at,
          line: null,
        },
      ],
      null,
    ],
  )
  for (const health of ['degraded', 'down']) assert.equal((await first({ live }, { environments: [{ ...well, health }] }))?.health, health)
})

test('nothing is healthy because nothing was heard', async () => {
  const unknown = [
    [undefined, 'Not checked yet.'],
    [{ checks: [] }, 'Not checked yet.'],
    [{ environments: [{ ...well, name: 'other' }] }, 'Not checked yet.'],
    [{ environments: [{ ...well, health: 'perfect' }] }, 'Not checked yet.'],
    [{ environments: [{ ...well, url: 'https://former.example' }] }, 'Its address is another one since the last check.'],
    [{ environments: [{ ...well, at: ago(25) }] }, 'The last check is older than a day.'],
  ] as const
  for (const [output, message] of unknown) {
    const row = await first({ live }, output)
    assert.deepEqual([row?.health, row?.message], ['unknown', message])
  }
})

test('production stands first, each with the line that begins to say it', async () => {
  const values = [
    { key: 'environments.dev.url', value: 'x', line: 8 },
    { key: 'environments.dev.stage', value: 'x', line: 7 },
    { key: 'environments.dev.x.url', value: 'x', line: 3 },
    { key: 'environments.live.url', value: 'x', line: null },
  ]
  const { rows } = await told({ dev: { stage: 'development', url }, live, test: { stage: 'staging', url } }, undefined, { values })
  assert.deepEqual(
    rows.map(({ name, series, line }) => [name, series, line]),
    [
      ['live', '19.0', null],
      ['test', null, null],
      ['dev', null, 7],
    ],
  )
})

test('where none is configured there is none', async () => {
  assert.deepEqual((await told({}, { environments: [well] })).rows, [])
})

test('what a worker heard since the check is what counts, and the other way round', async () => {
  const minutes = (count: number) => new Date(Date.now() - count * 60_000).toISOString()
  const down = { ...well, health: 'down', message: 'Nobody listens.' }
  const health = async (check: object, between: object) =>
    (await first({ live }, { environments: [check] }, { between: [between], healthEveryMs: 3_600_000 }))?.health
  assert.equal(await health({ ...well, at: minutes(5) }, { ...down, at: minutes(1) }), 'down')
  assert.equal(await health({ ...well, at: minutes(1) }, { ...down, at: minutes(5) }), 'healthy')
})

test('where workers ask, what was heard holds for three of their turns and no longer', async () => {
  const seconds = (count: number) => new Date(Date.now() - count * 1000).toISOString()
  const at = async (count: number) => first({ live }, undefined, { between: [{ ...well, at: seconds(count) }], healthEveryMs: 30_000 })
  assert.equal((await at(80))?.health, 'healthy')
  const late = await at(100)
  assert.deepEqual([late?.health, late?.message], ['unknown', 'Nothing was heard for 90 s: no worker asks.'])
})

test('what another release wrote in another shape is as if nothing was heard', async () => {
  const { rows } = await told({ live }, undefined, { between: [{ name: 'live' }, 7], healthEveryMs: 30_000 })
  assert.equal(rows[0]?.message, 'Not checked yet.')
})
