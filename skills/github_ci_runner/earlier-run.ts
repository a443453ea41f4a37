import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import type { ReadStore, RunRow } from '../../lib/core/store.ts'
import type { Target } from './test-repository.ts'
import { wantedOf } from './wanted.ts'

const longestChain = 100

const tested = z.object({ repository: z.string(), commit: z.object({ sha: z.string() }), isFork: z.boolean().default(false) })
const asked = z.object({
  repo: z.string(),
  branch: z.string().optional(),
  pr: z.number().optional(),
  sha: z.string().optional(),
  fork: z.boolean().default(false),
})
const repeated = z.object({ run: z.string() })

/** What an earlier run tested: its commit when it came to know one, else what it was asked for. */
export async function findEarlier(store: Pick<ReadStore, 'runs'>, id: string): Promise<Target> {
  // A person may have named it by its beginning.
  const [found] = await store.runs.find(id)
  let next = found?.id ?? id
  for (let length = 0; length < longestChain; length += 1) {
    const row = await store.runs.get(next)
    if (row === null) throw new OpsError('not_found', `There is no run ${next}.`, 'The list of CI runs has the ids.')
    if (!row.address.startsWith('github_ci_runner.')) throw notOfThisKind(row)
    const target = targetOf(row)
    if (target) return target
    // A repetition that failed before it knew its commit: what it repeated says what it was about.
    next = repeated.parse(row.input).run
  }
  throw new OpsError(
    'conflict',
    `Run ${id} repeats more than ${longestChain} runs, none of which came to know its commit.`,
    'Start a new run instead.',
  )
}

function targetOf({ view, input }: RunRow): Target | null {
  const result = tested.safeParse(view.output)
  if (result.success) return { repository: result.data.repository, wanted: { sha: result.data.commit.sha }, isFork: result.data.isFork }
  const { success, data } = asked.safeParse(input)
  return success ? { repository: data.repo, wanted: wantedOf(data), isFork: data.fork } : null
}

function notOfThisKind({ id, address }: RunRow): OpsError {
  return new OpsError('invalid', `Run ${id} is no CI run but one of ${address}.`, 'Repeat it from its own page.')
}
