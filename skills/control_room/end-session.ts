import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { defineChange } from '../../lib/core/skill.ts'

export const endSession = defineChange({
  title: 'End a session',
  summary: 'Signs one of your browsers out, from its next request on.',
  effect: 'write',
  role: 'viewer',
  input: z.object({
    session: z
      .string()
      .regex(/^[0-9a-f]{16}$/, 'is an id of control_room.sessions')
      .meta({ title: 'Session' }),
  }),
  output: z.object({ ended: z.string() }),
  example: { session: '5e0c7a1f9b425e0c' },
  confirm: () => 'Sign this browser out. It has to sign in again.',
  async change({ actor, room }, { session }) {
    const count = await room.sessions.end(actor.id, session)
    if (count === 0) throw new OpsError('not_found', `You have no session ${session}.`, 'It may have ended already.')
    return { answer: { ended: session }, target: session }
  },
})
