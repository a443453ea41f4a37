import { OpsError } from '../core/error.ts'
import type { Plan } from '../core/plan.ts'
import type { AnyRunVerb } from '../core/skill.ts'
import type { Call } from './command.ts'
import { followToEnd } from './follow.ts'
import { paint } from './paint.ts'
import { agrees } from './prompt.ts'
import { documentOf } from './run-document.ts'

/** A verb that changes something, as a command: a run is made and followed to its end. */
export function running(address: string, verb: AnyRunVerb): (call: Call) => Promise<number> {
  return async (call) => {
    const { input, options, out } = call
    const { control, actor } = await call.room()
    if (options.plan === true || verb.effect === 'destroy') {
      const plan = await control.preview(actor, address, input)
      if (options.plan === true) {
        out.answer(plan, () => planLines(plan))
        return 0
      }
      await confirm(plan, call)
      const run = await control.submit(actor, address, input, { planDigest: plan.digest })
      return ended(call, run.id)
    }
    const run = await control.submit(actor, address, input)
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

/** What cannot be taken back needs `--yes`, or a person at a terminal who has seen the plan. */
async function confirm(plan: Plan, { options, out, world }: Call): Promise<void> {
  if (options.yes === true) return
  const what = plan.sentence ?? plan.title
  if (!world.stdin.isTTY)
    throw new OpsError('conflict', `${what}: this has not been confirmed.`, 'See the plan with --plan, then add --yes.')
  out.note(planLines(plan).join('\n'))
  if (!(await agrees(world, `${what}?`))) throw new OpsError('conflict', `${what}: this was not confirmed.`, 'Nothing was changed.')
}

function planLines({ address, title, effect, sentence, steps, lock, needsApproval, digest }: Plan): string[] {
  return [
    `${paint.bold(sentence ?? title)} (${address}, ${effect})`,
    ...steps.map((step, place) => `  ${place + 1}. ${step.title}`),
    ...(lock ? [`  One at a time: ${lock}`] : []),
    ...(needsApproval ? ['  It waits for the approval of somebody else.'] : []),
    `  Plan ${digest}`,
  ]
}
