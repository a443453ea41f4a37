import { type RunVerdict, type RunView, type StepState, type TestStatus, verdictOf } from '../../lib/core/run.ts'
import type { QueuePlace } from '../../lib/core/store.ts'
import { warningsOf } from '../odoo/odoo-run.ts'
import { countText, ordinalText } from './format.ts'

export type Tone = 'ok' | 'warn' | 'fail' | 'running' | 'rolled' | 'neutral'

export type GlyphName =
  | 'queued'
  | 'hand'
  | 'loader'
  | 'undo'
  | 'check'
  | 'exclamation'
  | 'cross'
  | 'unplug'
  | 'ban'
  | 'minus'
  | 'dot'
  | 'clock'
  | 'lock'
  | 'shield'
  | 'no_shield'
  | 'pulse'
  | 'activity'
  | 'power_off'
  | 'question'
  | 'equal'
  | 'compare'

/** How a state looks and reads. A tone never comes without its glyph and its word. */
export interface Badge {
  glyph: GlyphName
  word: string
  tone: Tone
}

export const runBadges: Record<RunVerdict, Badge> = {
  waiting: { glyph: 'hand', word: 'Waiting for approval', tone: 'neutral' },
  queued: { glyph: 'queued', word: 'Queued', tone: 'neutral' },
  running: { glyph: 'loader', word: 'Running', tone: 'running' },
  undoing: { glyph: 'undo', word: 'Undoing', tone: 'rolled' },
  succeeded: { glyph: 'check', word: 'Done', tone: 'ok' },
  succeeded_with_warnings: { glyph: 'exclamation', word: 'Passed with warnings', tone: 'warn' },
  failed: { glyph: 'cross', word: 'Failed', tone: 'fail' },
  rolled_back: { glyph: 'undo', word: 'Rolled back', tone: 'rolled' },
  cancelled: { glyph: 'ban', word: 'Cancelled', tone: 'neutral' },
  interrupted: { glyph: 'unplug', word: 'Interrupted', tone: 'fail' },
}

export const stepBadges: Record<StepState, Badge> = {
  pending: { glyph: 'dot', word: 'To do', tone: 'neutral' },
  running: { glyph: 'loader', word: 'Running', tone: 'running' },
  done: { glyph: 'check', word: 'Done', tone: 'ok' },
  failed: { glyph: 'cross', word: 'Failed', tone: 'fail' },
  undoing: { glyph: 'undo', word: 'Undoing', tone: 'rolled' },
  undone: { glyph: 'undo', word: 'Undone', tone: 'rolled' },
  undo_failed: { glyph: 'exclamation', word: 'Not undone', tone: 'fail' },
}

export const skippedBadge: Badge = { glyph: 'minus', word: 'Skipped', tone: 'neutral' }

export const testBadges: Record<TestStatus, Badge> = {
  failed: { glyph: 'cross', word: 'Failed', tone: 'fail' },
  error: { glyph: 'exclamation', word: 'Error', tone: 'fail' },
  skipped: { glyph: 'minus', word: 'Skipped', tone: 'neutral' },
  passed: { glyph: 'check', word: 'Passed', tone: 'ok' },
}

/** Of an environment: what was heard of it, or that nothing was. */
export type Health = 'healthy' | 'degraded' | 'down' | 'unknown'

export const healthBadges: Record<Health, Badge> = {
  healthy: { glyph: 'pulse', word: 'Healthy', tone: 'ok' },
  degraded: { glyph: 'activity', word: 'Degraded', tone: 'warn' },
  down: { glyph: 'power_off', word: 'Down', tone: 'fail' },
  unknown: { glyph: 'question', word: 'Unknown', tone: 'neutral' },
}

/** Of an environment: whether what runs there is what is wanted, or that nobody has compared them. */
export type Drift = 'in_step' | 'drifted' | 'unknown'

export const driftBadges: Record<Drift, Badge> = {
  in_step: { glyph: 'equal', word: 'In step', tone: 'ok' },
  drifted: { glyph: 'compare', word: 'Drifted', tone: 'warn' },
  unknown: { glyph: 'question', word: 'Unknown', tone: 'neutral' },
}

/** `Running, step 3 of 5`, `Queued, 2nd`, `Passed, 2 new warnings`: a run's badge with what is known of it. `steps` is how many it has. */
export function runBadge(
  view: Pick<RunView, 'status' | 'cause' | 'steps' | 'tests' | 'output'>,
  place: QueuePlace | null = null,
  steps = 0,
): Badge {
  const verdict = verdictOf(view)
  const badge = runBadges[verdict]
  if (view.status === 'queued' && place) return { ...badge, word: `Queued, ${ordinalText(place.position)}` }
  if (view.status === 'running' && steps > 0) {
    const begun = Object.values(view.steps).filter(({ state }) => state !== 'pending').length
    return begun > 0 ? { ...badge, word: `Running, step ${Math.min(begun, steps)} of ${steps}` } : badge
  }
  if (verdict === 'succeeded' && view.tests.passed > 0) return { ...badge, word: 'Passed' }
  if (verdict === 'succeeded_with_warnings') return { ...badge, word: warnedWord(view.output) ?? badge.word }
  return badge
}

/** The new ones where there was something to compare with, else all; null where Odoo logged none, and something else is to mend. */
function warnedWord(output: RunView['output']): string | null {
  const { all, fresh } = warningsOf(output)
  if (fresh !== null) return fresh === 0 ? 'Passed, no new warnings' : `Passed, ${countText(fresh, 'new warning')}`
  return all ? `Passed, ${countText(all, 'warning')}` : null
}
