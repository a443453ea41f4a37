import type { Badge } from '../status/status.ts'
import type { ModuleState, Origin } from './answers.ts'

export const moduleBadges: Record<ModuleState, Badge> = {
  fine: { glyph: 'check', word: 'Fine', tone: 'ok' },
  missing: { glyph: 'unplug', word: 'Missing', tone: 'fail' },
  cycle: { glyph: 'undo', word: 'Cycle', tone: 'fail' },
  wrong_series: { glyph: 'clock', word: 'Wrong series', tone: 'warn' },
  not_installable: { glyph: 'ban', word: 'Not installable', tone: 'neutral' },
  unreadable: { glyph: 'cross', word: 'Unreadable', tone: 'fail' },
}

/** What stands beside a module's name: whose it is. */
export function originWord({ origin, repository }: { origin: Origin; repository: string | null }): string {
  if (origin === 'addons') return repository ?? 'ours'
  return { odoo: 'Odoo itself', missing: 'missing', unknown: 'origin unknown' }[origin]
}
