import { isFinished, type RunView, type StepView } from '../../lib/core/run.ts'
import { type Badge, skippedBadge, stepBadges } from '../status/status.ts'

export interface StepLine {
  id: string
  title: string
  badge: Badge
  step: StepView | null
  /** What was done here does not stand any more. */
  undone: boolean
}

/** The plan with what has become of each step. A step that a finished run never reached was skipped. */
export function stepLines(titles: Readonly<Record<string, string>>, view: RunView): StepLine[] {
  return Object.entries(titles).map(([id, title]) => {
    const step = view.steps[id] ?? null
    const state = step?.state ?? 'pending'
    const badge = state === 'pending' && isFinished(view.status) ? skippedBadge : stepBadges[state]
    return { id, title, badge, step, undone: state === 'undone' || state === 'undoing' }
  })
}

/** The step that a glance wants: the one that runs, else the one to blame, else the last that was begun. */
export function stepInFocus(lines: readonly StepLine[], view: RunView): number {
  const running = lines.findIndex(({ step }) => step?.state === 'running' || step?.state === 'undoing')
  if (running >= 0) return running
  const blamed = lines.findIndex(({ id }) => id === view.cause?.step)
  return blamed >= 0 ? blamed : lines.findLastIndex(({ step }) => step !== null)
}

/** How long a step took in ms; null while that is not known. */
export function tookMs(step: StepView | null): number | null {
  return step?.startedAt && step.endedAt ? Date.parse(step.endedAt) - Date.parse(step.startedAt) : null
}
