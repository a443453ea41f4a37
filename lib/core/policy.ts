/** Who may do what: pure, and asked in one place (`lib/door/guard.ts`), whatever the surface. */
export const roles = ['viewer', 'developer', 'operator', 'admin'] as const
export type Role = (typeof roles)[number]

export type Surface = 'web' | 'http' | 'cli' | 'mcp' | 'webhook' | 'schedule'
export type ModeName = 'ci_guard' | 'ops_surgeon' | 'manifest_steward'

/** What a token may do of what its owner may: verbs by address, `skill.*` or `*`; environments by name, or `*`. */
export interface TokenScope {
  id: string
  name: string
  verbs: readonly string[]
  environments: readonly string[]
}

/** Somebody, or something, that asks. */
export interface Actor {
  /** The member; a token's is its owner's. */
  id: string
  name: string
  role: Role
  surface: Surface
  /** The mode that this session or token works in; by default the one that the configuration names. */
  mode?: ModeName
  /** The session that asks, where a person does in a browser. */
  session?: string
  /** The token that asks, where a program does. */
  token?: TokenScope
}

/** What a mode allows: addresses, `skill.*`, or `*`. Reads are always allowed. */
export interface Mode {
  name: ModeName
  title: string
  summary: string
  /** The least role that may switch to it. */
  role: Role
  allows: readonly string[]
  /** The verb that does what the mode is for, from beginning to end; null where there is none yet. */
  playbook: string | null
}

/** All modes, and the one that is used where nobody chose another. */
export interface Modes {
  all: Readonly<Record<ModeName, Mode>>
  standard: ModeName
}

interface Judged {
  effect: 'read' | 'write' | 'destroy'
  role?: Role
}

export type Question =
  | { may: 'use'; address: string; verb: Judged; modes: Modes; environments?: readonly string[] }
  | { may: 'switch_mode'; to: Mode; modes: Modes }
  | { may: 'read_run'; address?: string; environments?: readonly string[]; by?: string | undefined }
  | { may: 'cancel_run'; startedBy: string; address: string; environments: readonly string[] }
  | { may: 'approve_run'; startedBy: string; verb: Judged; isOwnAgent: boolean }
  | { may: 'read_audit' }
  | { may: 'manage_members' }

/** A refusal's reason is the same on every surface; the hint says what to do about it. */
export type Decision = { allowed: true } | Refusal

interface Refusal {
  allowed: false
  reason: string
  hint: string
  /** The role that is wanting, where it is that: an admin can give it. */
  needs?: Role
}

const yes: Decision = { allowed: true }

const leastRole: Record<Judged['effect'], Role> = { read: 'viewer', write: 'developer', destroy: 'operator' }

/** The least role that may use a verb. */
export function roleFor(verb: Judged): Role {
  return verb.role ?? leastRole[verb.effect]
}

export function atLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed)
}

/** The mode that an actor works in. */
export function modeOf(actor: Pick<Actor, 'mode'>, { all, standard }: Modes): Mode {
  return all[actor.mode ?? standard]
}

export function modeAllows(mode: Mode, address: string): boolean {
  return matches(mode.allows, address)
}

/** True when one of the rules, an address, `skill.*` or `*`, names this address. */
function matches(rules: readonly string[], address: string): boolean {
  const [skill] = address.split('.')
  return rules.some((rule) => rule === '*' || rule === address || rule === `${skill}.*`)
}

/** The one decision. A refusal says which role it takes, never more about the thing refused. */
export function decide(actor: Actor, question: Question): Decision {
  const outside = outsideScope(actor, question)
  if (outside) return outside
  switch (question.may) {
    case 'use':
      return decideUse(actor, question)
    case 'switch_mode':
      return decideMode(actor, question)
    case 'read_run':
      return atLeast(actor.role, 'viewer') ? yes : needs(actor, 'viewer', 'Reading runs')
    case 'cancel_run':
      if (question.startedBy === actor.id && atLeast(actor.role, 'developer')) return yes
      return atLeast(actor.role, 'operator') ? yes : needs(actor, 'operator', 'Cancelling a run of somebody else')
    case 'approve_run':
      if (question.startedBy === actor.id && !question.isOwnAgent)
        return refusal('Nobody approves a run of their own.', 'Ask somebody else who is an operator.')
      return atLeast(actor.role, 'operator') && atLeast(actor.role, roleFor(question.verb))
        ? yes
        : needs(actor, 'operator', 'Approving a run')
    case 'read_audit':
      return atLeast(actor.role, 'admin') ? yes : needs(actor, 'admin', 'Reading the whole audit')
    case 'manage_members':
      return atLeast(actor.role, 'admin') ? yes : needs(actor, 'admin', 'Managing members')
  }
}

function decideUse(actor: Actor, { address, verb, modes }: Question & { may: 'use' }): Decision {
  const needed = roleFor(verb)
  if (!atLeast(actor.role, needed)) return needs(actor, needed, `Using ${address}`)
  const mode = modeOf(actor, modes)
  if (verb.effect === 'read' || modeAllows(mode, address)) return yes
  const [other] = Object.values(modes.all)
    .filter((one) => modeAllows(one, address))
    .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
  const way = other ? ` Switch to ${other.title} (needs role ${roleTitle(other.role)}).` : ''
  return refusal(`Not in ${mode.title}.${way}`, `${address} is outside of this mode. A token keeps the mode that it was made with.`)
}

/** The standard mode is everybody's; any other takes its role. */
function decideMode(actor: Actor, { to, modes }: Question & { may: 'switch_mode' }): Decision {
  if (actor.token) return refusal(`Token ${actor.token.name} keeps its mode.`, 'Make a token in the other mode.')
  return to.name === modes.standard || atLeast(actor.role, to.role) ? yes : needs(actor, to.role, `Mode ${to.title}`)
}

/** What a program may not do, though its owner might. */
function outsideScope({ token, surface }: Actor, question: Question): Decision | null {
  if (!token && surface !== 'mcp' && surface !== 'webhook') return null
  const who = token ? `Token ${token.name}` : surface === 'webhook' ? 'A webhook' : 'An agent'
  const person = 'Do it in the dashboard, or on the command line.'
  if (question.may === 'approve_run') return refusal(`${who} may not approve runs: that takes a person.`, person)
  if (question.may === 'manage_members') return refusal(`${who} may not manage members: that takes a person.`, person)
  if (question.may === 'use' && question.verb.effect !== 'read' && matches(['control_room.*'], question.address))
    return refusal(`${who} may not use ${question.address}: that takes a person.`, person)
  if (!token || !('address' in question) || question.address === undefined) return null
  const hint = 'Make a token with a wider scope: devops-agent token create.'
  // A run is read by whom its verb is allowed, and by whom the reading is: all of it with `control_room.run`, else what `by` asks for.
  const readings = question.may === 'read_run' ? ['control_room.run', ...(question.by ? [question.by] : [])] : []
  if (![question.address, ...readings].some((one) => matches(token.verbs, one)))
    return refusal(`${who} may not use ${question.address}.`, hint)
  const beyond = question.environments?.find((one) => !matches(token.environments, one))
  return beyond === undefined ? null : refusal(`${who} may not touch environment ${beyond}.`, hint)
}

function needs({ role }: Actor, needed: Role, what: string): Decision {
  return {
    ...refusal(`${what} needs role ${roleTitle(needed)}.`, `You are ${role}. Ask an admin for role ${needed}, or somebody who has it.`),
    needs: needed,
  }
}

function refusal(reason: string, hint: string): Refusal {
  return { allowed: false, reason, hint }
}

/** `Admin`: a role as people read it. */
export function roleTitle(role: Role): string {
  return `${role.charAt(0).toUpperCase()}${role.slice(1)}`
}
