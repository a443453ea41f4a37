import type { AnyChangeVerb } from '../core/skill.ts'
import { answerLines } from './ask.ts'
import { type Call, textOf } from './command.ts'
import { confirm, showPlan } from './confirm.ts'

/** A verb that changes the control room itself, as a command: its answer is printed. */
export function changing(address: string, { effect }: Pick<AnyChangeVerb, 'effect'>): (call: Call) => Promise<number> {
  return async (call) => {
    const { input, options, out } = call
    const { control, actor } = await call.room()
    const reason = textOf(options, 'reason')
    if (options.plan === true) return showPlan(await control.preview(actor, address, input), call)
    const plan = effect === 'destroy' ? await control.preview(actor, address, input) : null
    if (plan) await confirm(plan, call)
    const answer = await control.change(actor, address, input, { planDigest: plan?.digest, reason })
    out.answer(answer, () => answerLines(answer))
    return 0
  }
}
