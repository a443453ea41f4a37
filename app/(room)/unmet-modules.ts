import { control } from '../../lib/control.ts'
import type { Actor } from '../../lib/core/policy.ts'
import { outcomeOf } from '../../lib/web/handle.ts'

/** Every page shows the number, and addons change seldom: so long one answer is good for all. */
const freshMs = 60_000
let known: { at: number; count: Promise<number> } | null = null

/** How many modules need what is not on the addons path; none where nobody can tell. */
export function unmetModules(actor: Actor): Promise<number> {
  const now = Date.now()
  if (!known || now - known.at > freshMs) known = { at: now, count: counted(actor) }
  return known.count
}

async function counted(actor: Actor): Promise<number> {
  const read = await outcomeOf(async () => control().ask(actor, 'module_dependency_resolver.list', { state: 'missing' }))
  return 'done' in read && Array.isArray(read.done.rows) ? read.done.rows.length : 0
}
