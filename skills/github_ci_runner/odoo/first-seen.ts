import { z } from 'zod'
import type { ReadStore } from '../../../lib/core/store.ts'
import type { Job } from '../workspace.ts'
import { kindOf, type Warning } from './warning-kind.ts'

/** The commit that a warning was first seen at, of the runs that are known, and the run of it. */
export interface FirstSeen {
  commit: string
  run: string
}

/** So many of the repository's runs are looked at, the newest ones: a warning that is older than they are is told as of the oldest of them. */
const most = 200
const oldestMs = 90 * 86_400_000

const earlier = z.object({
  commit: z.object({ sha: z.string() }),
  odoo: z.object({ warnings: z.array(z.object({ module: z.string().nullable(), logger: z.string(), message: z.string() })) }),
})

interface Seen {
  job: Pick<Job, 'repository' | 'sha' | 'runId'>
  warnings: readonly Warning[]
}

/** Says of each where it was first seen, whatever branch that was; of one that no earlier run had, in this run. */
export async function firstSeen(
  store: Pick<ReadStore, 'runs'>,
  { job, warnings }: Seen,
  nowMs: number,
): Promise<(warning: Warning) => FirstSeen> {
  const wanted = new Set(warnings.map(kindOf))
  const first = new Map<string, FirstSeen>()
  if (wanted.size > 0) {
    const { rows } = await store.runs.list({
      address: 'github_ci_runner.*',
      tested: { repository: job.repository },
      after: new Date(nowMs - oldestMs).toISOString(),
      limit: most,
    })
    // Newest first: an older run takes the place of a newer one.
    for (const { id, view } of rows) {
      const { success, data } = earlier.safeParse(view.output)
      if (!success) continue
      for (const kind of data.odoo.warnings.map(kindOf)) if (wanted.has(kind)) first.set(kind, { commit: data.commit.sha, run: id })
    }
  }
  return (warning) => first.get(kindOf(warning)) ?? { commit: job.sha, run: job.runId }
}
