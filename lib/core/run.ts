import type { ErrorCode, Problem } from './error.ts'

/** Browser-safe: a run is its events, and its row is their fold. */
export const runStatuses = [
  'waiting',
  'queued',
  'running',
  'undoing',
  'succeeded',
  'failed',
  'rolled_back',
  'cancelled',
  'interrupted',
] as const
export type RunStatus = (typeof runStatuses)[number]

export type StepState = 'pending' | 'running' | 'done' | 'failed' | 'undoing' | 'undone' | 'undo_failed'
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

export const testStatuses = ['passed', 'failed', 'error', 'skipped'] as const
export type TestStatus = (typeof testStatuses)[number]

/** One test, as its runner reported it; `file` is relative to the tested tree, `line` counts from 1. */
export interface TestResult {
  /** Unique within one report: `package.module.Class.method[parameters]`. */
  id: string
  status: TestStatus
  suite: string
  name: string
  file: string | null
  line: number | null
  durationMs: number | null
  /** Why it failed or was skipped, on one line. */
  message: string | null
  traceback: string | null
}

export type TestCounts = Record<TestStatus, number>

/** A tool's call as it was witnessed; `arguments` are redacted and short. */
export interface WitnessedCall {
  operation: string
  arguments: string
  durationMs: number
  outcome: 'ok' | ErrorCode
  message: string
}

/** What each kind of event carries. Line numbers count from 1 over the whole run. */
interface EventData {
  queued: Record<string, never>
  waiting: { reason: string }
  approved: { by: string; reason?: string }
  run_started: Record<string, never>
  recovered: { worker: string }
  cancel_requested: { by: string; reason?: string }
  started: { undoable: boolean }
  attempt: { worker: string; of: 'do' | 'undo' | 'always' }
  log: { attempt: number; firstLine: number; lines: number }
  call: { attempt: number } & WitnessedCall
  tests: { attempt: number; results: TestResult[] }
  child: { runId: string; address: string }
  done: Record<string, never>
  failed: Problem
  undo_started: { cancelled: boolean }
  undoing: Record<string, never>
  undone: Record<string, never>
  undo_failed: Problem
  finished: { status: RunStatus; cause: Cause | null; output: JsonObject | null; left: string[] }
  interrupted: { cause: Cause; left: string[] }
  evidence: { path: string; digest: string; sizeBytes: number }
}

type EventKind = keyof EventData

/** What is written; `key` is the event's natural key within its run, so that a repeated write is ignored. */
export type NewEvent = { [Kind in EventKind]: { key: string; kind: Kind; step?: string; data: EventData[Kind] } }[EventKind]
/** What is read; `seq` counts from 1 without holes, `at` is the database's clock in ISO 8601. */
export type RunEvent = NewEvent & { seq: number; step: string; at: string }

/** Why a run ended as it did, or what it warns of when it succeeded; `step` is empty when no step is to blame. */
export interface Cause extends Problem {
  step: string
}

export interface StepView {
  state: StepState
  attempts: number
  /** True when an undo is registered for it. */
  undoable: boolean
  startedAt: string | null
  endedAt: string | null
}

/** The fold of a run's events. */
export interface RunView {
  status: RunStatus
  steps: Record<string, StepView>
  cause: Cause | null
  output: JsonObject | null
  tests: TestCounts
  /** The same by the step that reported them: a new attempt of that step voids its own. */
  testsByStep: Record<string, TestCounts>
  /** Lines of log so far; the next line gets `lines + 1`. */
  lines: number
  calls: number
  /** How many workers have executed this run. */
  attempt: number
  /** Steps whose undo, or whose closing work, did not succeed. */
  left: string[]
  children: { runId: string; address: string }[]
  evidence: { path: string; digest: string; sizeBytes: number } | null
  cancelRequestedBy: string | null
  startedAt: string | null
  finishedAt: string | null
}

const noTests: TestCounts = { passed: 0, failed: 0, error: 0, skipped: 0 }

export const emptyRun: RunView = {
  status: 'queued',
  steps: {},
  cause: null,
  output: null,
  tests: noTests,
  testsByStep: {},
  lines: 0,
  calls: 0,
  attempt: 0,
  left: [],
  children: [],
  evidence: null,
  cancelRequestedBy: null,
  startedAt: null,
  finishedAt: null,
}

/** A run's status, and the one thing more that is told apart: a run that succeeded and has a cause went through with warnings. */
export type RunVerdict = RunStatus | 'succeeded_with_warnings'

/** How a run stands, as everybody shows it: pages, commands and evidence. Never plain `succeeded` when there is something to mend. */
export function verdictOf({ status, cause }: Pick<RunView, 'status' | 'cause'>): RunVerdict {
  return status === 'succeeded' && cause !== null ? 'succeeded_with_warnings' : status
}

const unfinished: readonly RunStatus[] = ['waiting', 'queued', 'running', 'undoing']

/** True once the run's status will not change any more. Its evidence pack may still be on its way. */
export function isFinished(status: RunStatus): boolean {
  return !unfinished.includes(status)
}

/** True once no event will follow. */
export function isClosed(run: RunView): boolean {
  return isFinished(run.status) && run.evidence !== null
}

const emptyStep: StepView = { state: 'pending', attempts: 0, undoable: false, startedAt: null, endedAt: null }

function withStep(run: RunView, step: string, change: Partial<StepView>): RunView {
  return { ...run, steps: { ...run.steps, [step]: { ...(run.steps[step] ?? emptyStep), ...change } } }
}

function withTests(run: RunView, step: string, results: TestResult[]): RunView {
  const counts = { ...(run.testsByStep[step] ?? noTests) }
  for (const { status } of results) counts[status] += 1
  return withCounts(run, { ...run.testsByStep, [step]: counts })
}

function withCounts(run: RunView, testsByStep: Record<string, TestCounts>): RunView {
  const tests = { ...noTests }
  for (const counts of Object.values(testsByStep)) for (const status of testStatuses) tests[status] += counts[status]
  return { ...run, tests, testsByStep }
}

/** What an attempt reported is void when the next one starts. */
function withAttempt(run: RunView, step: string, of: 'do' | 'undo' | 'always'): RunView {
  if (!step) return run
  const { [step]: _, ...others } = run.testsByStep
  const before = of === 'do' ? withCounts(run, others) : run
  return withStep(before, step, { attempts: (run.steps[step]?.attempts ?? 0) + 1 })
}

/** A verdict can blame a step that itself went through, as a test step does when tests are red. A warning leaves it done. */
function ended(run: RunView, status: RunStatus, cause: Cause | null, output: JsonObject | null, left: string[], at: string): RunView {
  const over = { ...run, status, cause, output, left, finishedAt: at }
  return cause?.step && status !== 'succeeded' && run.steps[cause.step]?.state === 'done'
    ? withStep(over, cause.step, { state: 'failed' })
    : over
}

/** Pure; shared by the store, the page, the command line and the tests. */
export function apply(run: RunView, event: Pick<RunEvent, 'kind' | 'step' | 'at'> & NewEvent): RunView {
  const { step, at } = event
  switch (event.kind) {
    case 'queued':
      return { ...run, status: 'queued' }
    case 'waiting':
      return { ...run, status: 'waiting' }
    case 'approved':
      return run
    case 'run_started':
      return { ...run, status: 'running', startedAt: run.startedAt ?? at }
    case 'recovered':
      return { ...run, attempt: run.attempt + 1 }
    case 'cancel_requested':
      return { ...run, cancelRequestedBy: event.data.by }
    case 'started':
      return withStep(run, step, { state: 'running', startedAt: at, endedAt: null, undoable: event.data.undoable })
    case 'attempt':
      return withAttempt(run, step, event.data.of)
    case 'log':
      return { ...run, lines: Math.max(run.lines, event.data.firstLine + event.data.lines - 1) }
    case 'call':
      return { ...run, calls: run.calls + 1 }
    case 'tests':
      return withTests(run, step, event.data.results)
    case 'child':
      return { ...run, children: [...run.children, event.data] }
    case 'done':
      return withStep(run, step, { state: 'done', endedAt: at })
    case 'failed':
      return withStep(run, step, { state: 'failed', endedAt: at })
    case 'undo_started':
      return { ...run, status: 'undoing' }
    case 'undoing':
    case 'undone':
    case 'undo_failed':
      return withStep(run, step, { state: event.kind })
    case 'finished':
      return ended(run, event.data.status, event.data.cause, event.data.output, event.data.left, at)
    case 'interrupted':
      return ended(run, 'interrupted', event.data.cause, run.output, event.data.left, at)
    case 'evidence':
      return { ...run, evidence: event.data }
  }
}
