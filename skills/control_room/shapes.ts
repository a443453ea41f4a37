import { z } from 'zod'
import type { Level } from '../../lib/core/log-level.ts'
import { type ModeName, type Role, roles } from '../../lib/core/policy.ts'

export const modeNames = ['ci_guard', 'ops_surgeon', 'manifest_steward'] as const satisfies ModeName[]

/** A token as lists show it. */
export const tokenRow = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  role: z.enum(roles),
  verbs: z.array(z.string()),
  environments: z.array(z.string()),
  mode: z.enum(modeNames).nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  runsToday: z.number(),
})
export const levels = ['info', 'warning', 'error'] as const satisfies Level[]

/** A run's id, or enough of its beginning. What is none is told by the door, in the same sentence for every way to ask. */
export const runId = z.string().meta({ title: 'Run' })

/** A member, by the address that they sign in with. */
export const memberEmail = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\s@]+@[^\s@]+$/, 'is not an e-mail address')
  .meta({ title: 'E-mail' })

export const memberRole = z.enum(roles).meta({ title: 'Role' })

/** `a Viewer`, `an Operator`. */
export function called(role: Role): string {
  return `${/^[ao]/.test(role) ? 'an' : 'a'} ${role.charAt(0).toUpperCase()}${role.slice(1)}`
}

/** A page of a list. */
export const rows = z.object({ rows: z.array(z.unknown()), next: z.string().nullable(), observedAt: z.string() })

/** A filter with what was said; what was not is left out. */
export function said<Filter extends object>(given: { [Key in keyof Filter]: Filter[Key] | undefined }): Partial<Filter> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Filter>
}
