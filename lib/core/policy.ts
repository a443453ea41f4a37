/** Who may do what: pure, and asked in one place (`lib/control.ts`), whatever the surface. */
export const roles = ['viewer', 'developer', 'operator', 'admin'] as const
export type Role = (typeof roles)[number]

export type Surface = 'web' | 'http' | 'cli' | 'mcp' | 'webhook' | 'schedule'
export type ModeName = 'ci_guard' | 'ops_surgeon' | 'manifest_steward'

/** Somebody, or something, that asks. */
export interface Actor {
  id: string
  name: string
  role: Role
  surface: Surface
  /** The session that it asks by, where there is one. */
  session?: string
}

/** What a mode allows: addresses, `skill.*`, or `*`. Reads are always allowed. */
export interface Mode {
  name: ModeName
  title: string
  summary: string
  allows: readonly string[]
}

interface Judged {
  effect: 'read' | 'write' | 'destroy'
  role?: Role
}

export type Question =
  | { may: 'use'; address: string; verb: Judged; mode: Mode }
  | { may: 'read_run' }
  | { may: 'cancel_run'; startedBy: string }
  | { may: 'approve_run'; startedBy: string; verb: Judged }
  | { may: 'read_audit' }
  | { may: 'manage_members' }

export type Decision = { allowed: true } | { allowed: false; reason: string; needs: Role }

const leastRole: Record<Judged['effect'], Role> = { read: 'viewer', write: 'developer', destroy: 'operator' }

/** The least role that may use a verb. */
export function roleFor(verb: Judged): Role {
  return verb.role ?? leastRole[verb.effect]
}

export function atLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed)
}

export function modeAllows(mode: Mode, address: string): boolean {
  const [skill] = address.split('.')
  return mode.allows.some((rule) => rule === '*' || rule === address || rule === `${skill}.*`)
}

/** The one decision. A refusal says which role it takes, never more about the thing refused. */
export function decide(actor: Actor, question: Question): Decision {
  switch (question.may) {
    case 'use': {
      const needed = roleFor(question.verb)
      if (!atLeast(actor.role, needed)) return needs(needed, `Using ${question.address}`)
      if (question.verb.effect !== 'read' && !modeAllows(question.mode, question.address)) {
        return { allowed: false, reason: `${question.address} is not in mode ${question.mode.title}.`, needs: 'operator' }
      }
      return { allowed: true }
    }
    case 'read_run':
      return atLeast(actor.role, 'viewer') ? { allowed: true } : needs('viewer', 'Reading runs')
    case 'cancel_run':
      if (question.startedBy === actor.id && atLeast(actor.role, 'developer')) return { allowed: true }
      return atLeast(actor.role, 'operator') ? { allowed: true } : needs('operator', 'Cancelling a run of somebody else')
    case 'approve_run':
      if (question.startedBy === actor.id) return { allowed: false, reason: 'Nobody approves a run of their own.', needs: 'operator' }
      return atLeast(actor.role, 'operator') && atLeast(actor.role, roleFor(question.verb))
        ? { allowed: true }
        : needs('operator', 'Approving a run')
    case 'read_audit':
      return atLeast(actor.role, 'admin') ? { allowed: true } : needs('admin', 'Reading the whole audit')
    case 'manage_members':
      return atLeast(actor.role, 'admin') ? { allowed: true } : needs('admin', 'Managing members')
  }
}

function needs(role: Role, what: string): Decision {
  return { allowed: false, reason: `${what} needs role ${role.charAt(0).toUpperCase()}${role.slice(1)}.`, needs: role }
}
