import type { RunEvent, RunView, TestResult } from '../core/run.ts'
import type { LogLine } from '../core/store.ts'
import { paint } from './paint.ts'
import { durationOf } from './table.ts'

/** What an event of a run reads like; `view` is the run with this event, `titleOf` names a step. */
export function storyOf(event: RunEvent & { rows?: LogLine[] }, view: RunView, titleOf: (step: string) => string): string[] {
  const title = titleOf(event.step)
  switch (event.kind) {
    case 'waiting':
      return [paint.yellow(`Waits. ${event.data.reason}`)]
    case 'approved':
      return [`Approved by ${event.data.by}.`]
    case 'recovered':
      return view.attempt > 1 ? [paint.yellow(`Carried on by ${event.data.worker}.`)] : []
    case 'cancel_requested':
      return [paint.yellow(`Cancel asked for by ${event.data.by}.`)]
    case 'started':
      return [paint.bold(`▸ ${title}`)]
    case 'attempt':
      return (view.steps[event.step]?.attempts ?? 0) > 1 && event.data.of === 'do' ? [paint.yellow(`  ${title}: tried again.`)] : []
    case 'log':
      return (event.rows ?? []).map((row) => `  ${row.text}`)
    case 'tests':
      return event.data.results.flatMap(failureLines)
    case 'child':
      return [`  Calls ${event.data.address}: run ${event.data.runId}`]
    case 'done':
      return [paint.green(`✓ ${title}`) + tookOf(view, event.step)]
    case 'failed':
      return [paint.red(`✗ ${title}: ${event.data.message}`)]
    case 'undo_started':
      return [paint.yellow('Undoing what was done')]
    case 'undoing':
      return [`↶ ${title}`]
    case 'undone':
      return [`✓ ${title}: undone`]
    case 'undo_failed':
      return [paint.red(`✗ ${title}: the undo failed: ${event.data.message}`)]
    case 'queued':
    case 'run_started':
    case 'call':
    case 'finished':
    case 'interrupted':
    case 'evidence':
      return []
  }
}

function tookOf({ steps }: RunView, step: string): string {
  const { startedAt, endedAt } = steps[step] ?? {}
  return startedAt && endedAt ? paint.dim(` ${durationOf(Date.parse(endedAt) - Date.parse(startedAt))}`) : ''
}

/** A red test: where it is, and why. */
function failureLines({ id, status, file, line, message }: TestResult): string[] {
  if (status !== 'failed' && status !== 'error') return []
  const place = file === null ? '' : ` (${file}${line === null ? '' : `:${line}`})`
  return [paint.red(`  ✗ ${id}${place}`), ...(message ? [`    ${message}`] : [])]
}
