import { z } from 'zod'
import { defineVerb, type StepTools, type Verdict } from '../../lib/core/skill.ts'
import { carryOut, changed, changeSteps } from './change.ts'
import { placed, putBack, putInPlace } from './disk.ts'
import { told } from './fix-told.ts'
import { draftsFor, lookForFixes } from './fixes.ts'
import { inPlace } from './input.ts'
import { installationLock } from './lock.ts'

const output = changed.extend({
  disk: z.array(placed).describe('Repositories that were cloned or stand elsewhere now'),
})
type Output = z.output<typeof output>

/** Puts right what the layout check has found and what can be put right without a person. */
export const fix = defineVerb({
  title: 'Fix the layout',
  summary:
    'Puts right what the layout check finds: clones and checks out repositories on disk, and proposes changed files as a branch with a pull request, or makes them in place.',
  effect: 'write',
  alias: 'layout fix',
  word: 'rules',
  input: z.object({
    rules: z
      .array(z.string().regex(/^[a-z]+(?:-[a-z]+)*$/, 'A rule such as readme.'))
      .max(50, 'At most 50.')
      .default([])
      .meta({ title: 'Rules', description: 'Fixes findings of these alone; by default of all' }),
    paths: z
      .array(z.string().min(1).max(1000))
      .max(1000, 'At most 1,000.')
      .default([])
      .meta({ title: 'Paths', description: 'Fixes findings at these alone; by default all' }),
    inPlace,
  }),
  output,
  example: { rules: ['readme'] },
  steps: { look: 'Look for what can be put right', disk: 'Put repositories in place', ...changeSteps },
  deadlines: { disk: 3_600_000 },
  label: ({ rules }) => `Fix of the layout${rules.length > 0 ? `: ${rules.join(', ')}` : ''}`,
  confirm: ({ inPlace: isInPlace }) => (isInPlace ? 'Put the layout right in the checkout itself.' : 'Put the layout right.'),
  told,
  lock: () => installationLock,
  judge,
  async run({ runId, settings, step }, input) {
    const found = await step('look', (tools) => lookForFixes(tools, settings, input))
    const place = { root: found.root, label: runId }
    const done = await step(
      'disk',
      (tools) => putInPlace(tools, place, found.placings),
      (_made, tools) => putBack(tools, place, found.placings),
    )
    const drafts = (tools: StepTools) => draftsFor(tools, input)
    const { left, ...rest } = await carryOut(step, found.ground, { ...found.change, drafts, inPlace: input.inPlace })
    return { ...rest, disk: [...done, ...found.unplaced], left: [...found.left, ...left] }
  },
})

/** What was left is no failure of the rest, and is told. */
function judge({ disk, left }: Output): Verdict | null {
  const all = [...disk.filter(({ outcome }) => outcome === 'left'), ...left]
  const [first] = all
  if (!first) return null
  const more = all.length === 1 ? '' : ` So were ${all.length - 1} more.`
  return {
    step: 'look',
    code: 'warnings',
    level: 'warning',
    message: `${first.path} was left: ${first.because}${more}`,
    hint: 'See devops-agent layout verify, and put it right by hand.',
  }
}
