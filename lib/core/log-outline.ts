import { deflateRawSync } from 'node:zlib'
import { beginsError, namesFailedTest } from './log-marks.ts'
import type { LogOutline, LogStretch } from './store.ts'

const most = 1000

interface ToldOutline {
  steps: LogStretch[]
  errors: number[]
  errorCount: number
  failedTests: number[]
  failedTestCount: number
  from: number
  marks: string
}

/** An outline as it is told: the first thousand of each kind by number, and all marks for a page that wants them. */
export function outlineOf({ from, marks, stretches }: LogOutline): ToldOutline {
  const errors: number[] = []
  const failedTests: number[] = []
  let [errorCount, failedTestCount, before] = [0, 0, 0]
  for (let index = 0; index < marks.length; index += 1) {
    const mark = marks[index] ?? 0
    if (beginsError(mark, before)) {
      errorCount += 1
      if (errors.length < most) errors.push(from + index)
    }
    if (namesFailedTest(mark)) {
      failedTestCount += 1
      if (failedTests.length < most) failedTests.push(from + index)
    }
    before = mark
  }
  const packed = deflateRawSync(marks, { level: 1 }).toString('base64')
  return { steps: stretches, errors, errorCount, failedTests, failedTestCount, from, marks: packed }
}
