import { z } from 'zod'
import { defineChange } from '../../lib/core/skill.ts'
import { memberEmail } from './shapes.ts'

export const renewPassword = defineChange({
  title: 'New password',
  summary: 'Gives a member a new password, which is shown once, and ends their sessions.',
  effect: 'write',
  shownOnce: true,
  role: 'admin',
  input: z.object({ email: memberEmail }),
  output: z.object({ email: z.string(), password: z.string() }),
  example: { email: 'dev2@example.org' },
  confirm: ({ email }) => `Give ${email} a new password. The old one and all their sessions end.`,
  async change({ room }, { email: wanted }) {
    const { email, password, sessionsEnded } = await room.members.renewPassword(wanted)
    return { answer: { email, password }, target: email, after: { sessionsEnded } }
  },
})
