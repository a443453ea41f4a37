export interface TestResult {
  outcome: 'passed' | 'failed' | 'skipped'
  name: string
  /** Why it was skipped, or what else is to be said of it. */
  reason: string
}

export interface StageResult {
  stage: string
  results: TestResult[]
  seconds: number
}

/** A skip with such a reason is no failure where everything else is to be provided: no machine of ours can show it. */
const outOfReach = 'out of reach: '

/** One line of the closing table. */
export function countOf({ results }: StageResult) {
  const count = (outcome: TestResult['outcome']) => results.filter((result) => result.outcome === outcome).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

/** A stage that has tested nothing has failed. With `isStrict` (CI) so has every test that was skipped although it could have run. */
export function judge(result: StageResult, isStrict: boolean): StageResult {
  const judged = result.results.map((test) =>
    isStrict && isAvoidable(test) ? { ...test, outcome: 'failed' as const, reason: `skipped: ${test.reason}` } : test,
  )
  const isEmpty = judged.every(({ outcome }) => outcome === 'skipped') && !judged.some(({ name }) => name === result.stage)
  const nothing = { outcome: 'failed' as const, name: result.stage, reason: 'nothing was tested' }
  return { ...result, results: isEmpty ? [...judged, nothing] : judged }
}

function isAvoidable({ outcome, reason }: TestResult): boolean {
  return outcome === 'skipped' && !reason.startsWith(outOfReach)
}
