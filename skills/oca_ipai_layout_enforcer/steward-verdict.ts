import { z } from 'zod'
import type { Verdict } from '../../lib/core/skill.ts'
import { proposed } from './proposed.ts'

const counts = z.object({
  errors: z.number().int(),
  warnings: z.number().int(),
  waived: z.number().int(),
  score: z.number().int(),
  fixable: z.number().int().describe('Findings that can be put right without a person'),
})

/** What a round of the steward found and did. */
export const round = z.object({
  before: counts,
  after: counts.extend({
    left: z
      .array(
        z.object({
          rule: z.string(),
          level: z.enum(['error', 'warning']),
          path: z.string(),
          message: z.string(),
          hint: z.string(),
          isFixable: z.boolean().describe('True of what is proposed, and there as soon as that is merged'),
        }),
      )
      .describe('What is not waived, errors first; at most 200'),
  }),
  pullRequest: proposed.nullable().describe('What proposes the fixes; null where no file is to be changed'),
  problem: z.object({ message: z.string(), hint: z.string() }).nullable().describe('Why nothing was fixed; null when all was that can be'),
  pins: z.object({
    asked: z.number().int(),
    behind: z.number().int(),
    unknown: z.array(z.string()).describe('Repositories that could not be asked'),
  }),
})
type Round = z.output<typeof round>

/** What a person has to do after a round; null when that is nothing. An error that nothing fixes is no good night. */
export function judgeRound({ after: { left }, pullRequest, problem, pins }: Round): Verdict | null {
  if (problem) return { step: '', code: 'conflict', ...problem }
  const [first, ...others] = left.filter(({ level, isFixable }) => level === 'error' && !isFixable)
  if (first) {
    const more = others.length === 0 ? '' : ` ${others.length === 1 ? 'One more error is' : `${others.length} more errors are`} left.`
    return { step: 'report', code: 'conflict', message: `${first.path}: ${first.message}${more}`, hint: first.hint }
  }
  const warning = { code: 'warnings', level: 'warning' } as const
  const [silent] = pins.unknown
  if (silent !== undefined)
    return { ...warning, step: 'age', message: `How old ${silent} is could not be asked.`, hint: 'devops-agent layout radar says why.' }
  const proposed = left.filter(({ isFixable }) => isFixable).length
  if (proposed > 0)
    return {
      ...warning,
      step: 'report',
      message: `${proposed === 1 ? 'One fix waits' : `${proposed} fixes wait`} to be merged.`,
      hint: pullRequest
        ? `Look at pull request ${pullRequest.number}, and merge it: ${pullRequest.url ?? pullRequest.merge}`
        : 'Look at what kept them from being proposed: devops-agent layout fix',
    }
  const [warned] = left
  return warned ? { ...warning, step: 'report', message: `${warned.path}: ${warned.message}`, hint: warned.hint } : null
}
