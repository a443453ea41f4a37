import type { TestResult, TestStatus } from '../../lib/core/run.ts'

const rank: Record<TestStatus, number> = { failed: 0, error: 0, skipped: 1, passed: 2 }

/** What failed first, then what was skipped, then what passed; each by file, line and name. */
export function failingFirst(tests: readonly TestResult[]): TestResult[] {
  return tests.toSorted(
    (a, b) =>
      rank[a.status] - rank[b.status] ||
      (a.file ?? '').localeCompare(b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      a.name.localeCompare(b.name),
  )
}

export function isRed(test: TestResult): boolean {
  return test.status === 'failed' || test.status === 'error'
}

/** `tests/test_a.py:41`, or what is known of it. */
export function placeOf(test: Pick<TestResult, 'file' | 'line' | 'suite'>): string {
  if (!test.file) return test.suite
  return test.line ? `${test.file}:${test.line}` : test.file
}

export interface TestFilter {
  status: TestStatus | null
  text: string
}

/** The tests whose status fits and whose id, file or message contains the text, whatever its case. */
export function testsPassing(tests: readonly TestResult[], { status, text }: TestFilter): TestResult[] {
  const wanted = text.trim().toLowerCase()
  return tests.filter(
    (test) =>
      (!status || test.status === status) &&
      (!wanted || `${test.id}\n${test.file ?? ''}\n${test.message ?? ''}`.toLowerCase().includes(wanted)),
  )
}
