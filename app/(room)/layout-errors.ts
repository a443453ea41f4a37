import { control } from '../../lib/control.ts'
import type { Actor } from '../../lib/core/policy.ts'
import { outcomeOf } from '../../lib/web/handle.ts'

/** Every page shows the number, and addons change seldom: so long one answer is good for all. */
const freshMs = 60_000
let known: { at: number; count: Promise<number> } | null = null

/** How many errors the layout of the addons has; none where nobody can tell. */
export function layoutErrors(actor: Actor): Promise<number> {
  const now = Date.now()
  if (!known || now - known.at > freshMs) known = { at: now, count: counted(actor) }
  return known.count
}

async function counted(actor: Actor): Promise<number> {
  const read = await outcomeOf(async () => control().ask(actor, 'oca_ipai_layout_enforcer.verify', { level: 'error' }))
  return 'done' in read && typeof read.done.errors === 'number' ? read.done.errors : 0
}
