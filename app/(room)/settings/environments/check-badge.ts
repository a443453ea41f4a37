import type { Badge } from '../../../../components/status/status.ts'

const dayMs = 86_400_000

/** What a check says of a tool; one that is older than a day says nothing of now. */
export function checkBadge({ ok, at }: { ok: boolean; at: string }, observedAt: string): Badge {
  if (Date.parse(observedAt) - Date.parse(at) > dayMs) return { glyph: 'clock', word: 'Unknown', tone: 'neutral' }
  return ok ? { glyph: 'check', word: 'Answers', tone: 'ok' } : { glyph: 'cross', word: 'Fails', tone: 'fail' }
}
