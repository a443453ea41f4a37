import type { TokenRow } from '../core/room.ts'
import type { JsonObject } from '../core/run.ts'
import { type Call, wordOf } from './command.ts'
import { paint } from './paint.ts'
import { table, timeOf } from './table.ts'

/** The secret alone is on stdout, so that a script can keep it; what there is to know about it is on stderr. */
export async function createToken({ input, out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const answer = await control.change(actor, 'control_room.create_token', input)
  const { name, owner, expiresAt, verbs, role } = tokenOf(answer)
  out.note(`Token ${name} of ${owner.email}: ${verbs.join(', ')}, as ${role}, until ${timeOf(expiresAt)}. It is shown this once:`)
  out.answer(answer, () => [String(answer.secret)])
  return 0
}

export async function listTokens({ out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const answer = await control.ask(actor, 'control_room.tokens', {})
  const rows = tokenRows(answer.rows).map(({ id, name, owner, role, verbs, environments, mode, state, expiresAt, lastUsedAt }) => [
    id,
    state === 'active' ? paint.green(state) : paint.red(state),
    name,
    owner.email,
    role,
    verbs.join(','),
    environments.join(','),
    mode ?? '-',
    timeOf(expiresAt),
    timeOf(lastUsedAt),
  ])
  const head = ['ID', 'State', 'Name', 'Owner', 'Role', 'Verbs', 'Environments', 'Mode', 'Works until', 'Last used']
  out.answer(answer, () =>
    rows.length > 0 ? table([head, ...rows]) : ['No tokens. Make one: devops-agent token create --name NAME --days 30'],
  )
  return 0
}

export async function revokeToken({ options, out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const answer = await control.change(actor, 'control_room.revoke_token', { token: wordOf(options, 'token') })
  out.answer(answer, () => [`Token ${tokenOf(answer).name} is revoked: it works nowhere any more.`])
  return 0
}

/** `control_room.create_token` and `revoke_token` answer with a TokenRow as `token`, which their schema has checked. */
function tokenOf(answer: JsonObject): TokenRow {
  return answer.token as unknown as TokenRow
}

/** `control_room.tokens` answers with TokenRow as they are. */
function tokenRows(rows: unknown): TokenRow[] {
  return rows as TokenRow[]
}
