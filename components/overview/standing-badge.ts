import type { WorkerState } from '../../lib/core/run-summary.ts'
import { countText } from '../status/format.ts'
import { type Badge, healthBadges } from '../status/status.ts'

const dayMs = 86_400_000

/** A state and what is known of it. */
export interface Standing {
  badge: Badge
  sentence: string
}

const { unknown } = healthBadges

/** Nothing is well because nothing was heard: what was known before is not known of now. */
export function asOf(standing: Standing, isLive: boolean): Standing {
  return isLive ? standing : { ...standing, badge: unknown }
}

/** Workers by their leases: who has one answers. */
export function workersStanding({ alive }: WorkerState): Standing {
  if (alive === 0) return { badge: { glyph: 'unplug', word: 'Down', tone: 'fail' }, sentence: 'No worker answers. What is started waits.' }
  const sentence = `${countText(alive, 'worker')} ${alive === 1 ? 'answers' : 'answer'}.`
  return { badge: { glyph: 'check', word: 'Healthy', tone: 'ok' }, sentence }
}

/** Tools by their last check, as long as that is not older than a day. */
export function toolsStanding(checks: readonly { title: string; ok: boolean; at: string }[], observedAt: string): Standing {
  const [first] = checks
  if (!first) return { badge: unknown, sentence: 'Not checked yet.' }
  if (Date.parse(observedAt) - Date.parse(first.at) > dayMs) return { badge: unknown, sentence: 'The last check is older than a day.' }
  const silent = checks.filter(({ ok }) => !ok)
  if (silent.length === 0) return { badge: { glyph: 'check', word: 'Healthy', tone: 'ok' }, sentence: `All ${checks.length} answered.` }
  const tone = silent.length === checks.length ? ({ word: 'Down', tone: 'fail' } as const) : ({ word: 'Degraded', tone: 'warn' } as const)
  return { badge: { glyph: 'exclamation', ...tone }, sentence: `Failed: ${silent.map(({ title }) => title).join(', ')}.` }
}

/** The audit by its chain. */
export function auditStanding({ ok, upTo, problem }: { ok: boolean; upTo: number; problem: string | null }): Standing {
  if (!ok) return { badge: { glyph: 'cross', word: 'Broken', tone: 'fail' }, sentence: problem ?? 'The chain does not verify.' }
  return { badge: { glyph: 'check', word: 'Verified', tone: 'ok' }, sentence: `Chain verified to #${upTo}.` }
}
