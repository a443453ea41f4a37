import type { Actor } from '../core/policy.ts'
import type { Control } from '../door/door.ts'
import type { Schedule } from '../modes/modes.ts'

/** Submits a playbook at the one door, as what it is: no person, but the configuration's own wish. The door is closed afterwards. */
export async function beginPlaybook(control: Control, { mode, address }: Schedule, due: Date): Promise<void> {
  const actor: Actor = { id: 'schedule', name: 'schedule', role: 'operator', surface: 'schedule', mode }
  try {
    await control.submit(actor, address, {}, { idempotencyKey: `${address}@${due.toISOString()}` })
  } finally {
    await control.close()
  }
}
