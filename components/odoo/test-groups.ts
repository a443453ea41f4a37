import type { TestResult } from '../../lib/core/run.ts'
import { failingFirst, isRed } from '../run/test-order.ts'
import { isOdooTest } from './module-rows.ts'

/** The tests of one class, red ones first. */
interface TestClass {
  name: string
  tests: TestResult[]
}

/** The tests of one module, or of one suite of another runner. */
export interface TestGroup {
  suite: string
  red: number
  skipped: number
  passed: number
  /** Of all its tests that were measured; null when none was. */
  durationMs: number | null
  classes: TestClass[]
}

/** Tests by module, class and method: what has red tests first, then by name. */
export function groupsOf(tests: readonly TestResult[]): TestGroup[] {
  const groups = [...Map.groupBy(tests, ({ suite }) => suite)].map(([suite, own]) => groupOf(suite, own))
  return groups.toSorted((one, other) => Number(other.red > 0) - Number(one.red > 0) || one.suite.localeCompare(other.suite))
}

function groupOf(suite: string, tests: TestResult[]): TestGroup {
  const red = tests.filter(isRed).length
  const skipped = tests.filter(({ status }) => status === 'skipped').length
  const measured = tests.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]))
  const classes = [...Map.groupBy(tests, classOf)].map(([name, own]) => ({ name, tests: failingFirst(own) }))
  return {
    suite,
    red,
    skipped,
    passed: tests.length - red - skipped,
    durationMs: measured.length > 0 ? measured.reduce((sum, ms) => sum + ms, 0) : null,
    classes: classes.toSorted(
      (one, other) => Number(other.tests.some(isRed)) - Number(one.tests.some(isRed)) || one.name.localeCompare(other.name),
    ),
  }
}

/** `TestLead`; empty where the runner's names have no class. */
function classOf(test: TestResult): string {
  return isOdooTest(test) ? (test.name.split('.')[0] ?? '') : ''
}

/** `test_merge`: a test's name under the heading of its class. */
export function methodOf(test: TestResult): string {
  return isOdooTest(test) ? (test.name.split('.')[1] ?? test.name) : test.name
}
