import { z } from 'zod'
import { defineChange } from '../../lib/core/skill.ts'

export const endOtherSessions = defineChange({
  title: 'Sign out everywhere else',
  summary: 'Ends all your sessions but the one that asks.',
  effect: 'write',
  role: 'viewer',
  input: z.object({}),
  output: z.object({ ended: z.number() }),
  example: {},
  confirm: () => 'Sign out in all other browsers. This one stays signed in.',
  async change({ actor, room }) {
    const ended = await room.sessions.endOthers(actor.id, actor.session)
    return { answer: { ended }, target: 'all others', after: { ended } }
  },
})
