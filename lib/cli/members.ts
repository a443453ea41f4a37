import { OpsError } from '../core/error.ts'
import type { MemberRow } from '../core/member.ts'
import { type Role, roles } from '../core/policy.ts'
import { type Call, textOf } from './command.ts'
import { nearest } from './near.ts'
import { readPassword } from './prompt.ts'
import { table, timeOf } from './table.ts'

export async function addMember(call: Call): Promise<number> {
  const { out, options, world } = call
  const [email, name] = [required(call, 'email'), required(call, 'name')]
  const role = roleOf(textOf(options, 'role') ?? 'viewer')
  const password = await readPassword(world)
  const { control, actor } = await call.room()
  const id = await control.members.add(actor, { email, name, role, password })
  out.answer({ id, email, name, role }, () => [`${name} may sign in as ${email}, as ${role}.`])
  return 0
}

export async function listMembers({ input, out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const answer = await control.ask(actor, 'control_room.members', input)
  const shown = memberRows(answer.rows).map(({ email, name, role, createdAt }) => [email, name, role, timeOf(createdAt)])
  const more = typeof answer.next === 'string' ? ['', `More: --cursor '${answer.next}'`] : []
  out.answer(answer, () => (shown.length > 0 ? [...table(shown), ...more] : ['Nobody yet.']))
  return 0
}

/** `control_room.members` answers with MemberRow as they are. */
function memberRows(rows: unknown): MemberRow[] {
  return rows as MemberRow[]
}

/** A new one-time link for the first admin, when the first one was lost. */
export async function setUp({ options, out, room, world }: Call): Promise<number> {
  if (options.new_token !== true)
    throw new OpsError('invalid', 'setup needs --new-token.', 'devops-agent setup --new-token makes earlier links void.')
  const { control, actor, announced } = await room()
  const address = announced?.address ?? world.env.NEXTAUTH_URL
  if (!address) throw new OpsError('unavailable', 'No pages are running that a link could open.', 'npm start prints a new link itself.')
  const token = await control.members.newSetupToken(actor)
  if (token === null)
    throw new OpsError(
      'conflict',
      'There is an admin already, so nobody can become the first.',
      'Add others: devops-agent members add --role admin …',
    )
  const link = `${address}/welcome?token=${token}`
  out.answer({ link }, () => [`First admin: ${link}`])
  return 0
}

function required({ options }: Call, name: string): string {
  const value = textOf(options, name)
  if (value) return value
  throw new OpsError('invalid', `members add needs --${name}.`, 'See devops-agent help members add', { fields: { [name]: 'missing' } })
}

function roleOf(text: string): Role {
  const role = roles.find((one) => one === text)
  if (role) return role
  const meant = nearest(text, roles)
  throw new OpsError(
    'invalid',
    `There is no role ${text.slice(0, 40)}.`,
    meant ? `Did you mean ${meant}?` : `Roles are: ${roles.join(', ')}.`,
    {
      fields: { role: 'no such role' },
    },
  )
}
