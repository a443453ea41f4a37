import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { type Actor, atLeast, decide, type Modes, type Role, roles } from '../../lib/core/policy.ts'
import type { RoomStore } from '../../lib/core/room.ts'
import { defineChange } from '../../lib/core/skill.ts'
import { modeNames, tokenRow } from './shapes.ts'

const pattern = z.string().regex(/^(\*|[a-z_]{1,60}\.(\*|[a-z_]{1,60}))$/, 'is to be an address, `skill.*` or `*`')
const environment = z.string().regex(/^(\*|[a-z0-9][a-z0-9._/-]{0,60})$/i, 'is to be the name of an environment, or `*`')

export const createToken = defineChange({
  title: 'Create a token',
  summary: 'Makes a token with which a program or an agent signs in; its secret is shown once.',
  effect: 'write',
  shownOnce: true,
  role: 'viewer',
  input: z.object({
    name: z
      .string()
      .regex(/^[\w][\w .-]{0,59}$/, 'has 1 to 60 letters, digits, spaces, dots and dashes')
      .describe('What it is for, as the audit names it'),
    days: z.number().int().min(1).max(366).describe('It works for so many days'),
    verbs: z.array(pattern).min(1).max(50).default(['*']).describe('What it may use: addresses, `skill.*` or `*`'),
    environments: z.array(environment).min(1).max(50).default(['*']).describe('Which environments it may touch, or `*`'),
    role: z.enum(roles).optional().describe('Less than your own role, if you like; it never does more than you may'),
    mode: z.enum(modeNames).optional().describe('The mode that it works in; by default the configured one'),
    owner: z.string().max(200).optional().describe('Whose it is, by e-mail address; only on the command line of the server'),
  }),
  output: z.object({ secret: z.string(), token: tokenRow }),
  example: { name: 'ci-laptop', days: 30, verbs: ['github_ci_runner.*'] },
  confirm: ({ name, days }) => `Create token ${name}. It works for ${days === 1 ? '1 day' : `${days} days`}.`,
  async change({ actor, modes, room }, { owner: email, role: wanted, mode, days, ...given }) {
    const owner = await ownerOf(actor, room, email)
    const role = roleOf(owner.role, wanted)
    if (mode) mayUseMode({ ...actor, role }, mode, modes)
    const expiresAt = new Date(Date.now() + days * 86_400_000)
    const { token, secret } = await room.tokens.create({ ...given, role, mode: mode ?? null, ownerId: owner.id, expiresAt })
    const { name, verbs, environments } = token
    const after = { id: token.id, name, owner: token.owner.email, role, verbs, environments, mode: token.mode, expiresAt: token.expiresAt }
    return { answer: { secret, token }, target: `token ${name}`, after }
  },
})

/** A token is its maker's. On the server itself nobody is a member, so it is said whose it is; of an only member it is theirs. */
async function ownerOf(actor: Actor, { tokens }: RoomStore, email: string | undefined) {
  const isLocal = actor.surface === 'cli' && actor.token === undefined
  if (email !== undefined && !isLocal)
    throw new OpsError('refused', 'A token is its maker’s.', 'Let its owner sign in and make it.', { fields: { owner: 'is always you' } })
  const found = await tokens.owner(isLocal ? (email === undefined ? {} : { email }) : { id: actor.id })
  if (found) return found
  const message = email === undefined ? 'It has to be said whose token it is.' : `There is no member ${email}.`
  throw new OpsError('invalid', message, 'Name a member: --owner EMAIL. `devops-agent members list` shows them.', {
    fields: { owner: email === undefined ? 'is needed' : 'is no member' },
  })
}

function roleOf(own: Role, wanted: Role = own): Role {
  if (atLeast(own, wanted)) return wanted
  throw new OpsError('refused', `A token of role ${wanted} is more than its owner, who is ${own}.`, `Choose at most ${own}.`, {
    fields: { role: 'is more than the owner’s own' },
  })
}

function mayUseMode(actor: Actor, name: (typeof modeNames)[number], modes: Modes): void {
  const decision = decide(actor, { may: 'switch_mode', to: modes.all[name], modes })
  if (!decision.allowed) throw new OpsError('refused', decision.reason, decision.hint)
}
