import type { Badge } from '../../../../components/status/status.ts'
import type { DeliveryOutcome } from '../../../../lib/core/delivery.ts'

/** What came of a delivery, as a word beside its sign. */
export const outcomeBadges: Record<DeliveryOutcome, Badge> = {
  waiting: { glyph: 'queued', word: 'Waiting', tone: 'neutral' },
  started: { glyph: 'check', word: 'Run begun', tone: 'ok' },
  nothing: { glyph: 'minus', word: 'Nothing to do', tone: 'neutral' },
  refused: { glyph: 'ban', word: 'Refused', tone: 'fail' },
  failed: { glyph: 'cross', word: 'Failed', tone: 'fail' },
}
