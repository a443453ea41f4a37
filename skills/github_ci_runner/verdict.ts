import type { TestCounts, TestResult } from '../../lib/core/run.ts'
import type { Settings, Verdict } from '../../lib/core/skill.ts'
import type { LastWords } from './last-words.ts'
import type { TestRunner } from './project.ts'

/** From the one that decides over all others to the best: what several parts come to is the first that any of them came to. */
export const statuses = ['failure', 'crashed', 'unavailable', 'no_tests', 'warning', 'success'] as const
type CiStatus = (typeof statuses)[number]

/** What was observed of one execution of the tests. `results` is null when there is no complete report. */
export interface Observed extends LastWords {
  runner: TestRunner
  exitCode: number | null
  signal: string | null
  results: TestResult[] | null
  limits: Settings['limits']
}

/** What it comes to; `reason` is a sentence, and `step` the one to blame: both null only for success. */
export interface Assessment {
  status: CiStatus
  reason: string | null
  step: BlamedStep | null
}

export const blamedSteps = ['check', 'prepare', 'test'] as const
type BlamedStep = (typeof blamedSteps)[number]

/** What several parts come to: the gravest of them. Of nothing nothing can be said that is green. */
export function gravest(assessments: readonly Assessment[]): Assessment {
  const nothing: Assessment = { status: 'crashed', reason: 'Nothing was tested.', step: 'test' }
  const sorted = assessments.toSorted((one, other) => statuses.indexOf(one.status) - statuses.indexOf(other.status))
  return sorted[0] ?? nothing
}

export function countsOf(results: TestResult[]): TestCounts {
  const counts: TestCounts = { passed: 0, failed: 0, error: 0, skipped: 0 }
  for (const { status } of results) counts[status] += 1
  return counts
}

/** `4 tests passed, 2 failed, 1 skipped`. */
export function summaryOf({ passed, failed, error, skipped }: TestCounts): string {
  return `${passed} ${passed === 1 ? 'test' : 'tests'} passed, ${failed + error} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Green only when tests ran, none failed, and the runner came to its own end and says the same. */
export function assess(observed: Observed): Assessment {
  const { runner, exitCode, signal, results, stopped } = observed
  const crashed = (what: string): Assessment => ({
    status: 'crashed',
    reason: `${runner} ${what}.${lastLine(observed)}`,
    step: 'test',
  })
  if (signal !== null) return crashed(endOf(signal, observed.limits))
  if (results === null) return crashed(`ended with exit code ${exitCode} and left no complete report${memoryOf(observed)}`)
  const bad = results.filter(({ status }) => status === 'failed' || status === 'error')
  const fitting = runner === 'pytest' ? [0, 1, 2] : [0, 1]
  if (bad[0] && fitting.includes(exitCode ?? -1))
    return { status: 'failure', reason: failureOf(bad, bad[0], results.length) + cutShort(observed), step: 'test' }
  if (bad[0]) return crashed(`ended with exit code ${exitCode}, which is more than failing tests`)
  const empty = results.every(({ status }) => status === 'skipped')
  if (empty && (exitCode === 0 || exitCode === 5)) return { status: 'no_tests', reason: noneOf(runner, results.length), step: 'test' }
  if (exitCode !== 0) return crashed(`ended with exit code ${exitCode}, though no test failed`)
  if (stopped !== null) return crashed(`stopped before its last test: ${stopped}`)
  return { status: 'success', reason: null, step: null }
}

/** What the facts mean for the run: all but success blame a step; warnings leave it green, and are told. */
export function judge({ status, reason, step }: Assessment): Verdict | null {
  if (status === 'success') return null
  const [code, hint] = consequences[status]
  return { code, message: reason ?? status, hint, step: step ?? 'test', level: status === 'warning' ? 'warning' : 'failure' }
}

const consequences = {
  failure: ['tests_failed', 'The first failing test or finding names its file and line.'],
  no_tests: ['no_tests', 'Zero tests prove nothing. Add one, or correct what selects them: names like test_*.py, markers, options.'],
  crashed: ['crashed', 'This is no test result: read the end of the log of “test”, correct the cause, and run it again.'],
  unavailable: ['unavailable', 'What could be checked without it is in the report. Provide what is missing, and run it again.'],
  warning: ['warnings', 'The tests passed. Read the warnings, and mend them before they become errors.'],
} as const

function failureOf(bad: TestResult[], first: TestResult, total: number): string {
  const which = `${bad.length === 1 ? '' : 'The first: '}${first.id}${first.message ? `: ${first.message}` : ''}`
  return `${bad.length} of ${total} ${total === 1 ? 'test' : 'tests'} failed. ${which}`
}

/** Fewer tests ran than there are: a file could not be imported, or the project asks to stop at the first failure. */
function cutShort({ runner, stopped }: Observed): string {
  return stopped === null ? '' : ` (${runner} ran no further test: ${stopped})`
}

function noneOf(runner: TestRunner, skipped: number): string {
  if (skipped === 0) return `No test was run: ${runner} found none.`
  return skipped === 1 ? 'No test was run: the only one was skipped.' : `No test was run: all ${skipped} were skipped.`
}

function endOf(signal: string, limits: Settings['limits']): string {
  if (signal === 'SIGXCPU') return `was ended by ${signal}: it used up its limit of ${limits.cpuSeconds} s of processor time`
  if (signal === 'SIGKILL')
    return `was ended by ${signal}, most often for want of memory or processor time (limits: ${mebibytes(limits)}, ${limits.cpuSeconds} s)`
  return `was ended by ${signal}`
}

function memoryOf({ line, limits }: Observed): string {
  return /MemoryError|Cannot allocate memory/.test(line ?? '') ? `, out of memory (its limit is ${mebibytes(limits)})` : ''
}

function mebibytes({ memoryBytes }: Settings['limits']): string {
  return `${Math.round(memoryBytes / 1024 / 1024)} MiB`
}

function lastLine({ line }: Observed): string {
  return line === null ? ' It printed nothing.' : ` Its last words: ${line}`
}
