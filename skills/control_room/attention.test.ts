import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrokenRun, WorkerState } from '../../lib/core/run-summary.ts'
import type { AskContext } from '../../lib/core/skill.ts'
import type { RunFilter } from '../../lib/core/store.ts'
import { attention } from './attention.ts'

interface World {
  workers?: WorkerState
  open?: number
  checks?: { title: string; ok: boolean; at: string }[]
  heard?: { name: string; health: string; at?: string }[]
  broken?: Partial<BrokenRun>[]
  waiting?: { id: string; title: string; startedByName: string; createdAt: string }[]
}

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const repositories = { crm: { url: '/r/crm', branch: '19.0' } }
const url = 'https://a.example'
const dayOld = { name: 'live', health: 'healthy', at: ago(25) }
const environments = { dev: { stage: 'development', url }, live: { stage: 'production', url }, old: { stage: 'staging', url } }

/** What needs somebody in a world that is otherwise well. */
async function needs({
  workers = { alive: 1, until: ago(0) },
  open = 0,
  checks = [],
  heard = [{ name: 'live', health: 'healthy' }],
  broken = [],
  waiting = [],
}: World) {
  const known = checks.map((check) => ({ id: check.title, message: `${check.title} is silent.`, hint: '', durationMs: 1, ...check }))
  const asked = heard.map((one) => ({ url, message: `${one.name} says so.`, hint: '', durationMs: 1, at: ago(1), ...one }))
  const list = async ({ status }: RunFilter) => ({
    rows: status?.[0] === 'waiting' ? waiting : [{ id: 'c1', view: { output: { checks: known, environments: asked } } }],
    next: null,
  })
  const found = broken.map((run) => ({ id: 'b1', title: 'T', input: {}, cause: 'It broke.', createdAt: ago(1), ...run }))
  const store = {
    runs: { list, broken: async () => found, counts: async () => ({ open }) },
    workers: { state: async () => workers },
    environments: { heard: async () => [] },
  }
  const settings = { repositories, environments, healthEveryMs: 0, configured: [] }
  const { rows } = attention.output.parse(await attention.answer({ store, settings } as unknown as AskContext, {}))
  return rows
}

test('where all is well nothing needs anybody', async () => {
  assert.deepEqual(await needs({ checks: [{ title: 'Docker', ok: true, at: ago(1) }] }), [])
})

test('the worst comes first, of one kind the newest', async () => {
  const rows = await needs({
    workers: { alive: 0, until: ago(2) },
    open: 2,
    checks: [{ title: 'Docker', ok: false, at: ago(1) }],
    broken: [
      { id: 'ci', address: 'github_ci_runner.run', title: 'CI of crm', input: { repo: 'crm' }, createdAt: ago(1) },
      { id: 'old', address: 'control_room.check_tools', createdAt: ago(5), cause: null },
      { id: 'new', address: 'control_room.check_tools', createdAt: ago(1) },
    ],
    waiting: [{ id: 'w1', title: 'Drop it', startedByName: 'dev2', createdAt: ago(3) }],
  })
  assert.deepEqual(
    rows.map(({ kind, run }) => [kind, run]),
    [
      ['workers', null],
      ['tool', 'c1'],
      ['failed', 'new'],
      ['failed', 'old'],
      ['approval', 'w1'],
      ['branch', 'ci'],
    ],
  )
  assert.deepEqual(
    rows.map(({ message }) => message),
    [
      'Nothing runs until one does. 2 runs wait.',
      'Docker is silent.',
      'It broke.',
      'It ended without a cause.',
      'Asked by dev2.',
      'It broke.',
    ],
  )
})

test('production that is not well comes before all, other environments after the tools', async () => {
  const rows = await needs({
    workers: { alive: 0, until: ago(2) },
    checks: [{ title: 'Docker', ok: false, at: ago(1) }],
    heard: [
      { name: 'dev', health: 'down' },
      { name: 'live', health: 'degraded' },
    ],
  })
  assert.deepEqual(
    rows.map(({ kind, title, message, run }) => [kind, title, message, run]),
    [
      ['production', 'live is degraded', 'live says so.', 'c1'],
      ['workers', 'No worker answers', 'Nothing runs until one does.', null],
      ['tool', 'Docker', 'Docker is silent.', 'c1'],
      ['environment', 'dev is down', 'dev says so.', 'c1'],
    ],
  )
})

test('what nobody has looked at has no time of its own: it was not seen just now', async () => {
  assert.deepEqual(
    (await needs({ heard: [] })).map(({ kind, at }) => [kind, at]),
    [['unheard', null]],
  )
})

test('a production that was never asked, or not for a day, is named; another environment is not', async () => {
  for (const [heard, message] of [
    [[], 'Not checked yet.'],
    [[dayOld], 'The last check is older than a day.'],
  ] as const)
    assert.deepEqual(
      (await needs({ heard: [...heard] })).map((row) => [row.kind, row.title, row.message]),
      [['unheard', 'live is unknown', message]],
    )
})

test('a worker that never was is missed too', async () => {
  const messages = async (open: number) => (await needs({ workers: { alive: 0, until: null }, open })).map(({ message }) => message)
  assert.deepEqual(await messages(0), ['Nothing runs until one does.'])
  assert.deepEqual(await messages(1), ['Nothing runs until one does. 1 run waits.'])
})

test('a check of yesterday says nothing of now', async () => {
  assert.deepEqual(await needs({ checks: [{ title: 'Docker', ok: false, at: ago(25) }] }), [])
})

test('of CI only a red main branch needs somebody', async () => {
  const kindOf = async (input: BrokenRun['input']) => (await needs({ broken: [{ address: 'github_ci_runner.run', input }] }))[0]?.kind
  assert.equal(await kindOf({ repo: 'crm' }), 'branch')
  assert.equal(await kindOf({ repo: 'crm', branch: '19.0' }), 'branch')
  assert.equal(await kindOf({ repo: '/r/other', branch: '' }), 'branch')
  for (const input of [
    { repo: 'crm', branch: 'fix' },
    { repo: '/r/other', branch: 'main' },
    { repo: 'crm', pr: 7 },
    { repo: 'crm', sha: 'abc' },
  ])
    assert.equal(await kindOf(input), undefined, JSON.stringify(input))
})
