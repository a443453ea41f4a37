import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { decide, modeOf } from '../../lib/core/policy.ts'
import { defineChange } from '../../lib/core/skill.ts'
import { modeNames } from './shapes.ts'

export const switchMode = defineChange({
  title: 'Switch the mode',
  summary: 'Chooses the mode that you work in, for this session in the browser.',
  effect: 'write',
  role: 'viewer',
  input: z.object({ mode: z.enum(modeNames) }),
  output: z.object({ mode: z.enum(modeNames) }),
  example: { mode: 'ci_guard' },
  confirm: ({ mode }) => `Work in mode ${mode} in this browser, until you sign out or choose another.`,
  async change({ actor, modes, room }, { mode }) {
    const decision = decide(actor, { may: 'switch_mode', to: modes.all[mode], modes })
    if (!decision.allowed) throw new OpsError('refused', decision.reason, decision.hint)
    if (actor.session === undefined)
      throw new OpsError(
        'invalid',
        'Here is no session whose mode could be kept.',
        'The mode of the command line is that of config/agent.yml.',
      )
    await room.sessions.setMode(actor.session, mode === modes.standard ? null : mode)
    return { answer: { mode }, target: `mode ${mode}`, before: { mode: modeOf(actor, modes).name }, after: { mode } }
  },
})
