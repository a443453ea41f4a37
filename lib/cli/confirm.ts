import { OpsError } from '../core/error.ts'
import { askedOf, type Plan } from '../core/plan.ts'
import type { Call } from './command.ts'
import { paint } from './paint.ts'
import { agrees } from './prompt.ts'

/** What `--plan` prints instead of doing anything. */
export function showPlan(plan: Plan, { out }: Pick<Call, 'out'>): number {
  out.answer(plan, () => planLines(plan))
  return 0
}

/** What cannot be taken back needs `--yes`, or a person at a terminal who has seen the plan. */
export async function confirm(plan: Plan, { options, out, world }: Call): Promise<void> {
  if (options.yes === true) return
  const what = askedOf(plan)
  if (!world.stdin.isTTY)
    throw new OpsError('conflict', `${what}: this has not been confirmed.`, 'See the plan with --plan, then add --yes.')
  out.note(planLines(plan).join('\n'))
  if (!(await agrees(world, `${what}?`))) throw new OpsError('conflict', `${what}: this was not confirmed.`, 'Nothing was changed.')
}

function planLines({ address, title, effect, sentence, steps, lock, needsApproval, needsReason, digest }: Plan): string[] {
  return [
    `${paint.bold(sentence ?? title)} (${address}, ${effect})`,
    ...steps.map((step, place) => `  ${place + 1}. ${step.title}`),
    ...(lock ? [`  One at a time: ${lock}`] : []),
    ...(needsApproval ? ['  It waits for the approval of somebody else.'] : []),
    ...(needsReason ? ['  It needs a reason: --reason.'] : []),
    `  Plan ${digest}`,
  ]
}
