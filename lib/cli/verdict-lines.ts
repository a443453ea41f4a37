import type { RunStatus, RunView } from '../core/run.ts'
import type { RunRow } from '../core/store.ts'
import { paint } from './paint.ts'
import { documentOf, stepsOf } from './run-document.ts'
import { durationOf, table, timeOf } from './table.ts'

const colours: Record<RunStatus, (text: string) => string> = {
  waiting: paint.yellow,
  queued: paint.cyan,
  running: paint.cyan,
  undoing: paint.yellow,
  succeeded: paint.green,
  failed: paint.red,
  rolled_back: paint.yellow,
  cancelled: paint.yellow,
  interrupted: paint.red,
}

/** A status in words, with its colour. */
export function statusWord(status: RunStatus): string {
  return colours[status](status.replace('_', ' '))
}

/** How a run stands or ended: status, summary, cause and hint, what is left to mend, where its evidence lies. */
export function verdictLines(row: RunRow, dataDir: string, titleOf: (step: string) => string): string[] {
  const { view, status } = row
  const { evidence } = documentOf(row, dataDir)
  const summary = view.output?.summary
  const took = view.startedAt && view.finishedAt ? ` after ${durationOf(Date.parse(view.finishedAt) - Date.parse(view.startedAt))}` : ''
  const facts = [
    ...(typeof summary === 'string' ? [['Summary', summary]] : testFacts(view)),
    ...(view.cause ? [['Cause', `${view.cause.message}${view.cause.step ? ` (${titleOf(view.cause.step)})` : ''}`]] : []),
    ...(view.cause?.hint ? [['Hint', view.cause.hint]] : []),
    ...view.left.map((step) => ['Left as it is', titleOf(step)]),
    ...(evidence ? [['Evidence', evidence.path]] : []),
  ]
  return [`${paint.bold(row.title)}: ${statusWord(status)}${took}`, ...table(facts).map((line) => `  ${line}`)]
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
