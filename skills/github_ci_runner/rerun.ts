import { z } from 'zod'
import { defineVerb } from '../../lib/core/skill.ts'
import { ciResult } from './ci-result.ts'
import { findEarlier } from './earlier-run.ts'
import { ciDeadlines, ciSteps, testRepository } from './test-repository.ts'
import { trust } from './trust.ts'
import { judge } from './verdict.ts'

/** Tests what an earlier run tested once more: the very same commit when that is known. */
export const rerun = defineVerb({
  title: 'Rerun CI',
  summary: 'Tests the commit of an earlier CI run again.',
  effect: 'write',
  input: z.object({ run: z.string().trim().min(1, 'Name the run to repeat.').max(200).meta({ title: 'Run' }) }),
  output: ciResult,
  example: { run: 'r1' },
  steps: { find: 'Find the earlier run', ...ciSteps },
  label: ({ run }) => `CI again of run ${run}`,
  confirm: ({ run }) => `Run ${run} again, as a new run that is linked with it. Same input and same code, fresh environment. ${trust}`,
  repeats: ({ run }) => run,
  deadlines: ciDeadlines,
  judge,
  async run(context, input) {
    const target = await context.step('find', () => findEarlier(context.store, input.run))
    return testRepository(context, target)
  },
})
