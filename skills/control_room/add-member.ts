import { z } from 'zod'
import { defineChange } from '../../lib/core/skill.ts'
import { called, memberEmail, memberRole } from './shapes.ts'

export const addMember = defineChange({
  title: 'Add a member',
  summary: 'Lets somebody sign in, with a new password that is shown once.',
  effect: 'write',
  shownOnce: true,
  role: 'admin',
  input: z.object({
    email: memberEmail,
    name: z.string().trim().min(1, 'names somebody').max(100).meta({ title: 'Name' }),
    role: memberRole,
  }),
  output: z.object({ email: z.string(), password: z.string() }),
  example: { email: 'dev2@example.org', name: 'Dev Two', role: 'developer' },
  confirm: ({ email, role }) => `Let ${email} sign in as ${called(role)}. The password is shown once.`,
  async change({ room }, person) {
    const answer = await room.members.add(person)
    return { answer, target: answer.email, after: { name: person.name, role: person.role } }
  },
})
