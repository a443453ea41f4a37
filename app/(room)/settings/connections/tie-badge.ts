import type { Badge } from '../../../../components/status/status.ts'

const dayMs = 86_400_000

/** What a check says of a tie; one that is older than a day says nothing of now. */
export function tieBadge({ ok, at }: { ok: boolean; at: string | null }, observedAt: string): Badge {
  const isOld = at === null || Date.parse(observedAt) - Date.parse(at) > dayMs
  if (isOld) return { glyph: 'clock', word: 'Unknown', tone: 'neutral' }
  return ok ? { glyph: 'check', word: 'Well', tone: 'ok' } : { glyph: 'cross', word: 'Not well', tone: 'fail' }
}
