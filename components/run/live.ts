import { apply, type RunEvent, type RunView, type TestResult } from '../../lib/core/run.ts'
import type { LogLine } from '../../lib/core/store.ts'

/** An event as the stream carries it: log events come with their lines. */
export type StreamEvent = RunEvent & { rows?: LogLine[] }

/** A run as this page knows it: its fold up to event `seq`, and its tests. */
export interface LiveRun {
  view: RunView
  seq: number
  tests: TestResult[]
}

/** Pure: takes events that are new, in order; one that was seen is ignored, so that a resumed stream adds nothing twice. */
export function follow(run: LiveRun, events: readonly StreamEvent[]): LiveRun {
  return events.reduce((before, event) => (event.seq <= before.seq ? before : after(before, event)), run)
}

function after(run: LiveRun, event: StreamEvent): LiveRun {
  return { view: apply(run.view, event), seq: event.seq, tests: testsAfter(run, event) }
}

function testsAfter({ tests, view }: LiveRun, event: StreamEvent): TestResult[] {
  if (event.kind === 'attempt' && event.data.of === 'do') return isOnlyReporter(view.testsByStep, event.step) ? [] : tests
  if (event.kind !== 'tests') return tests
  const known = new Map(tests.map((test) => [keyOf(test), test]))
  for (const test of event.data.results) known.set(keyOf(test), test)
  return [...known.values()]
}

/** Results do not name their step: they are void with the new attempt of a step when no other step reported any. */
function isOnlyReporter(testsByStep: RunView['testsByStep'], step: string): boolean {
  const reporters = Object.keys(testsByStep)
  return reporters.length === 1 && reporters[0] === step
}

/** The same with tests that were read apart; what the stream has brought meanwhile is newer. */
export function withOlder(run: LiveRun, older: readonly TestResult[]): LiveRun {
  const known = new Map([...older, ...run.tests].map((test) => [keyOf(test), test]))
  return { ...run, tests: [...known.values()] }
}

/** A test's own name among all reports of a run. */
export function keyOf(test: Pick<TestResult, 'id' | 'suite'>): string {
  return `${test.suite}\n${test.id}`
}
