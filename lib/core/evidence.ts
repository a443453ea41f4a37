import { createHash } from 'node:crypto'
import { type RunEvent, type TestResult, verdictOf } from './run.ts'
import type { RunRow } from './store.ts'

/** Files of a pack before they are written: name → content. */
export type PackFiles = Record<string, Buffer>

export interface Manifest {
  format: 1
  run: string
  seq: number
  at: string
  /** Digest of the pack before; 64 zeros for the first. */
  previous: string
  /** The audit's head when the pack was closed. */
  audit: { seq: number; hash: string }
  files: { path: string; sha256: string; sizeBytes: number }[]
}

export interface PackFacts {
  run: RunRow
  events: RunEvent[]
  tests: TestResult[]
  /** The whole log, compressed. */
  log: Buffer
  /** Where and by what it ran: the runtime's proof. */
  runtime: Record<string, string | number>
}

export const firstPrevious = '0'.repeat(64)

/** Content of an evidence pack without its manifest: pure, so that the same facts give the same bytes. */
export function packFiles({ run, events, tests, log, runtime }: PackFacts): PackFiles {
  const { view, ...row } = run
  const output = view.output ?? {}
  return {
    'SUMMARY.md': Buffer.from(summaryOf(run, tests, runtime)),
    'run.json': asJson({
      ...row,
      status: view.status,
      verdict: verdictOf(view),
      cause: view.cause,
      output: view.output,
      steps: view.steps,
      left: view.left,
    }),
    'events.ndjson': Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join('')),
    'git.json': asJson({ commit: output.commit ?? null, repository: output.repository ?? null }),
    'runtime.json': asJson(runtime),
    'verification.json': asJson({ status: view.status, verdict: verdictOf(view), cause: view.cause, counts: view.tests, tests }),
    'log.ndjson.gz': log,
  }
}

/** The manifest names each file with its sha-256; its own sha-256 is the pack's digest. */
export function manifestOf(files: PackFiles, link: Omit<Manifest, 'format' | 'files'>): Buffer {
  const rows = Object.keys(files)
    .sort()
    .map((path) => ({ path, sha256: sha256(files[path] ?? Buffer.alloc(0)), sizeBytes: files[path]?.length ?? 0 }))
  const manifest: Manifest = { format: 1, ...link, files: rows }
  return asJson(manifest)
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** `YYYYMMDD-HHMM/<skill>-<run id>`, in UTC. */
export function packPath(run: RunRow): string {
  const [day = '', time = ''] = run.createdAt.split('T')
  const [skill = 'run'] = run.address.split('.')
  return `${day.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}/${skill}-${run.id}`
}

function summaryOf(run: RunRow, tests: TestResult[], runtime: PackFacts['runtime']): string {
  const { view } = run
  const hasWarnings = verdictOf(view) === 'succeeded_with_warnings'
  const bad = tests.filter(({ status }) => status === 'failed' || status === 'error')
  const lines = [
    `# ${run.title}: ${hasWarnings ? 'passed with warnings' : view.status.replace('_', ' ')}`,
    '',
    `- Run: ${run.id} (${run.address}), started by ${run.startedByName} through ${run.surface}`,
    `- Asked for: ${run.createdAt}; began: ${view.startedAt ?? 'never'}; ended: ${view.finishedAt ?? 'unknown'}`,
    `- Workers that executed it: ${view.attempt}; ${Object.entries(runtime)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
    ...(run.previous ? [`- Repeats run ${run.previous}`] : []),
    ...(view.cause ? ['', hasWarnings ? '## Warnings' : '## Why', '', `${view.cause.message} ${view.cause.hint}`.trim()] : []),
    ...(view.left.length > 0 ? ['', `A person is needed. Not undone or not cleaned up: ${view.left.join(', ')}.`] : []),
    '',
    '## Steps',
    '',
    ...Object.entries(view.steps).map(([id, step]) => `- ${id}: ${step.state}${step.attempts > 1 ? `, ${step.attempts} attempts` : ''}`),
  ]
  if (tests.length > 0) {
    const { passed, failed, error, skipped } = view.tests
    lines.push('', '## Tests', '', `${passed} passed, ${failed} failed, ${error} errors, ${skipped} skipped`, '')
    lines.push(
      ...bad.map((test) => `- ${test.status}: ${test.id}${test.file ? ` (${test.file}:${test.line ?? '?'})` : ''}: ${test.message ?? ''}`),
    )
  }
  return `${lines.join('\n')}\n`
}

function asJson(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}
