import { z } from 'zod'
import { StepFailed } from '../../lib/core/error.ts'
import { type Context, defineVerb, type StepTools } from '../../lib/core/skill.ts'
import { changed } from './change.ts'
import { installationLock } from './lock.ts'
import { radar } from './radar.ts'
import { judgeRound, round } from './steward-verdict.ts'
import { type Verified, verify } from './verify.ts'

const fixing = 'oca_ipai_layout_enforcer.fix'
/** Findings that a run keeps; the layout's own page has all. */
const mostKept = 200

/** The round of the manifest steward: what is missing is cloned, what can be fixed is proposed, and the rest is told. */
export const steward = defineVerb({
  title: 'Go round as steward',
  summary:
    'The playbook of the manifest steward: verifies the layout, fixes what can be fixed in a pull request, clones what is missing, asks how old the pins are, and says what a person has to do.',
  effect: 'write',
  input: z.object({}),
  output: round,
  example: {},
  steps: {
    verify: 'Verify the layout',
    age: 'Ask how old the pins are',
    report: 'Verify again, and say what is left',
  },
  deadlines: { age: 3_600_000 },
  label: () => 'Round of the steward',
  confirm: () =>
    'Clone the repositories that are missing, and open a pull request with all that can be fixed. Nothing is merged, and no main branch is touched.',
  lock: () => installationLock,
  calls: [fixing],
  judge: judgeRound,
  async run(context) {
    const before = await context.step('verify', countsNow)
    const { pullRequest, problem } = before.fixable === 0 ? nothing : await fixed(context)
    const pins = await context.step('age', async (tools) => {
      const { rows, behind } = await tools.look(radar, {})
      for (const { repository, state, message } of rows) if (state === 'unknown') await tools.log(`${repository}: ${message}`)
      return { asked: rows.length, behind, unknown: rows.filter(({ state }) => state === 'unknown').map(({ repository }) => repository) }
    })
    const after = await context.step('report', leftNow)
    return { before, after, pullRequest, problem, pins }
  },
})

const nothing = { pullRequest: null, problem: null }

/** What proposes the fixes, or what kept them from being made. A round goes on without them: what is left is told all the same. */
async function fixed({ call }: Context<'verify' | 'age' | 'report'>) {
  try {
    const { pullRequest } = changed.parse(await call(fixing, {}))
    return { pullRequest, problem: null }
  } catch (error) {
    if (!(error instanceof StepFailed) || error.cancelled) throw error
    const { message, hint } = error.problem
    return { pullRequest: null, problem: { message, hint } }
  }
}

async function countsNow(tools: StepTools) {
  return countsOf(await tools.look(verify, {}))
}

function countsOf({ rows, errors, warnings, waived, score }: Verified) {
  return { errors, warnings, waived, score, fixable: rows.filter(({ fix, waiver }) => fix !== null && waiver === null).length }
}

async function leftNow(tools: StepTools) {
  const found = await tools.look(verify, {})
  const open = found.rows.filter(({ waiver }) => waiver === null)
  for (const { rule, level, path, message } of open) await tools.log(`${level}: ${path}: ${message} (${rule})`)
  const left = open.map(({ rule, level, path, message, hint, fix }) => ({ rule, level, path, message, hint, isFixable: fix !== null }))
  return { ...countsOf(found), left: left.slice(0, mostKept) }
}
