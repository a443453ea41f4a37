import { type RunVerdict, type RunView, verdictOf } from '../core/run.ts'
import type { RunRow } from '../core/store.ts'
import { paint } from './paint.ts'
import { documentOf, stepsOf } from './run-document.ts'
import { durationOf, table, timeOf } from './table.ts'

const colours: Record<RunVerdict, (text: string) => string> = {
  waiting: paint.yellow,
  queued: paint.cyan,
  running: paint.cyan,
  undoing: paint.yellow,
  succeeded: paint.green,
  succeeded_with_warnings: paint.yellow,
  failed: paint.red,
  rolled_back: paint.yellow,
  cancelled: paint.yellow,
  interrupted: paint.red,
}

/** How a run stands in words, with its colour. */
export function statusWord(view: RunView): string {
  const verdict = verdictOf(view)
  return colours[verdict](verdict === 'succeeded_with_warnings' ? 'passed with warnings' : verdict.replace('_', ' '))
}

/** How a run stands or ended: status, summary, cause and hint, what is left to mend, where its evidence lies. */
export function verdictLines(row: RunRow, dataDir: string, titleOf: (step: string) => string): string[] {
  const { view } = row
  const { evidence } = documentOf(row, dataDir)
  const hasWarnings = verdictOf(view) === 'succeeded_with_warnings'
  const summary = view.output?.summary
  const took = view.startedAt && view.finishedAt ? ` after ${durationOf(Date.parse(view.finishedAt) - Date.parse(view.startedAt))}` : ''
  const facts = [
    ...(typeof summary === 'string' ? [['Summary', summary]] : testFacts(view)),
    ...(view.cause
      ? [[hasWarnings ? 'Warning' : 'Cause', `${view.cause.message}${view.cause.step ? ` (${titleOf(view.cause.step)})` : ''}`]]
      : []),
    ...(view.cause?.hint ? [['Hint', view.cause.hint]] : []),
    ...(hasWarnings ? [['Exit code', '0: warnings leave a run green.']] : []),
    ...view.left.map((step) => ['Left as it is', titleOf(step)]),
    ...(evidence ? [['Evidence', evidence.path]] : []),
  ]
  return [`${paint.bold(row.title)}: ${statusWord(view)}${took}`, ...table(facts).map((line) => `  ${line}`)]
}

function testFacts({ tests }: RunView): string[][] {
  const { passed, failed, error, skipped } = tests
  if (passed + failed + error + skipped === 0) return []
  return [['Tests', `${passed} passed, ${failed + error} failed, ${skipped} skipped`]]
}

/** Who began a run and when, and its steps as they stand. */
export function stepLines({ id, address, view, startedByName, surface, createdAt }: RunRow, titleOf: (step: string) => string): string[] {
  const steps = Object.entries(stepsOf(view)).map(([step, { state, startedAt, endedAt }]) => [
    `  ${titleOf(step)}`,
    state.replace('_', ' '),
    startedAt && endedAt ? durationOf(Date.parse(endedAt) - Date.parse(startedAt)) : '',
  ])
  return [`Run ${id} of ${address}, by ${startedByName} (${surface}), ${timeOf(createdAt)}`, ...table(steps)]
}
