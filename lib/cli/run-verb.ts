import type { AnyRunVerb } from '../core/skill.ts'
import { type Call, textOf } from './command.ts'
import { confirm, showPlan } from './confirm.ts'
import { followToEnd } from './follow.ts'
import { documentOf } from './run-document.ts'

/** A verb that changes something, as a command: a run is made and followed to its end. */
export function running(address: string, verb: AnyRunVerb): (call: Call) => Promise<number> {
  return async (call) => {
    const { input, options } = call
    const { control, actor } = await call.room()
    const reason = textOf(options, 'reason')
    if (options.plan === true) return showPlan(await control.preview(actor, address, input), call)
    const plan = verb.effect === 'destroy' ? await control.preview(actor, address, input) : null
    if (plan) await confirm(plan, call)
    const run = await control.submit(actor, address, input, { planDigest: plan?.digest, reason })
    return ended(call, run.id)
  }
}

async function ended(call: Call, id: string): Promise<number> {
  const { out, options } = call
  if (options.detach !== true) return followToEnd(call, id)
  const { control, actor } = await call.room()
  const row = await control.run(actor, id)
  out.answer(documentOf(row, control.dataDir), () => [`Run ${id}: ${row.title}`, `Follow it: devops-agent runs show ${id} --follow`])
  return 0
}
