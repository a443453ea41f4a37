import { z } from 'zod'
import type { Role } from '../../lib/core/policy.ts'
import { defineChange } from '../../lib/core/skill.ts'
import { called, memberEmail, memberRole } from './shapes.ts'

const consequences: Record<Role, string> = {
  viewer: 'They can then read, and change nothing.',
  developer: 'They can then use what writes.',
  operator: 'They can then use what destroys as well.',
  admin: 'They can then manage members and read the whole audit.',
}

export const changeRole = defineChange({
  title: 'Change a role',
  summary: 'Gives a member another role, from their next request on. The last admin stays one.',
  effect: 'write',
  role: 'admin',
  input: z.object({ email: memberEmail, role: memberRole }),
  output: z.object({ email: z.string(), role: z.string() }),
  example: { email: 'dev2@example.org', role: 'operator' },
  confirm: ({ email, role }) => `Make ${email} ${called(role)}. ${consequences[role]}`,
  async change({ room }, { email: wanted, role }) {
    const { email, before } = await room.members.setRole(wanted, role)
    return { answer: { email, role }, target: email, before: { role: before }, after: { role } }
  },
})
