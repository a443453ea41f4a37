import { z } from 'zod'
import { defineChange } from '../../lib/core/skill.ts'
import { memberEmail } from './shapes.ts'

export const removeMember = defineChange({
  title: 'Remove a member',
  summary: 'Lets a member not sign in any more and ends their sessions and tokens. The last admin stays.',
  effect: 'destroy',
  role: 'admin',
  input: z.object({ email: memberEmail }),
  output: z.object({ removed: z.string() }),
  example: { email: 'dev2@example.org' },
  confirm: ({ email }) => `Remove ${email}. Their sessions and tokens end at once; what they did stays in the audit.`,
  async change({ room }, { email: wanted }) {
    const { email, name, role } = await room.members.remove(wanted)
    return { answer: { removed: email }, target: email, before: { name, role } }
  },
})
