/** What `layout_waivers.json` says of one finding. */
interface LayoutWaiver {
  rule: string
  path: string
  reason: string
  /** `2026-12-31`, the last day. */
  until: string
}

/**
 * The text of `layout_waivers.json` with one more waiver; one of the same rule and path is renewed at its place. Without a text it is a new file.
 * Null where the text is none that waivers can be added to.
 */
export function withWaiver(text: string | null, waiver: LayoutWaiver): string | null {
  const kept = text === null ? { version: 1, waivers: [] } : parsed(text)
  if (kept === null) return null
  const { rule, path, reason, until } = waiver
  const isSame = (one: unknown) => isRecord(one) && one.rule === rule && one.path === path
  const place = kept.waivers.findIndex(isSame)
  const added = { rule, path, reason, until }
  const others = kept.waivers.filter((one) => !isSame(one))
  const waivers = place < 0 ? [...others, added] : others.toSpliced(place, 0, added)
  return `${JSON.stringify({ ...kept, waivers }, null, 2)}\n`
}

function parsed(text: string): (Record<string, unknown> & { waivers: unknown[] }) | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) && Array.isArray(value.waivers) ? { ...value, waivers: value.waivers } : null
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
