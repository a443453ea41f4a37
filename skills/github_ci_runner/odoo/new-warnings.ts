import { z } from 'zod'
import type { ReadStore } from '../../../lib/core/store.ts'
import type { GitCommit } from '../../../lib/tools/git/port.ts'
import type { Job } from '../workspace.ts'
import { type FirstSeen, firstSeen } from './first-seen.ts'
import type { Comparison } from './odoo-plan.ts'
import { kindOf, type Warning } from './warning-kind.ts'

/** Which of a run's warnings the branch that it is meant for does not have. */
export interface NewWarnings {
  count: number
  /** The branch. */
  against: string
  /** The run of it that they were compared with. */
  run: string
  /** Of each of the run's warnings, in their order. */
  isNew: boolean[]
  /** Where each that is new was first seen; null for the others. */
  firstSeen: (FirstSeen | null)[]
}

/** So many of the branch's runs are looked at for one that came to its warnings. */
const most = 10
const oldestMs = 90 * 86_400_000

/** Of an earlier run all its warnings; one that has more than it lists cannot be compared with. */
const earlier = z.object({
  commit: z.object({ sha: z.string() }),
  odoo: z
    .object({
      image: z.string(),
      warnings: z.array(z.object({ module: z.string().nullable(), logger: z.string(), message: z.string() })),
      warningCount: z.number(),
    })
    .refine(({ warnings, warningCount }) => warnings.length === warningCount),
})

interface Run {
  job: Pick<Job, 'repository' | 'sha' | 'runId'>
  commit: Pick<GitCommit, 'ref'>
  comparison: Comparison
  warnings: readonly Warning[]
  warningCount: number
}

/** The warnings that the newest run of another commit of the branch that passed does not have; null where there is none to compare with. */
export async function newWarnings(store: Pick<ReadStore, 'runs'>, run: Run, nowMs: number): Promise<NewWarnings | null> {
  const { job, commit, comparison, warnings, warningCount } = run
  if (warnings.length < warningCount) return null
  const ref = 'name' in comparison ? `refs/heads/${comparison.name}` : commit.ref
  const { rows } = await store.runs.list({
    address: 'github_ci_runner.*',
    // One that failed may have ended before its last module, and warned of less than there is.
    status: ['succeeded'],
    tested: { repository: job.repository, ref },
    after: new Date(nowMs - oldestMs).toISOString(),
    limit: most,
  })
  for (const { id, view } of rows) {
    const { success, data } = earlier.safeParse(view.output)
    if (!success || data.commit.sha === job.sha) continue
    const isNew = compared(warnings, data.odoo.warnings)
    const fresh = warnings.filter((_warning, at) => isNew[at])
    const seen = await firstSeen(store, { job, warnings: fresh }, nowMs)
    return {
      count: fresh.length,
      against: ref.replace('refs/heads/', ''),
      run: id,
      isNew,
      firstSeen: warnings.map((warning, at) => (isNew[at] ? seen(warning) : null)),
    }
  }
  return null
}

/** Of each warning whether it is more than the branch has of its kind. */
function compared(warnings: readonly Warning[], former: readonly Warning[]): boolean[] {
  const known = new Map<string, number>()
  for (const warning of former) known.set(kindOf(warning), (known.get(kindOf(warning)) ?? 0) + 1)
  return warnings.map((warning) => {
    const left = known.get(kindOf(warning)) ?? 0
    known.set(kindOf(warning), left - 1)
    return left <= 0
  })
}
