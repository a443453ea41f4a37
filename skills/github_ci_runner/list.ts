import { z } from 'zod'
import { runStatuses } from '../../lib/core/run.ts'
import { defineRead } from '../../lib/core/skill.ts'
import type { RunRow } from '../../lib/core/store.ts'

const count = z.number().int().nonnegative()
const row = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(runStatuses),
  repository: z.string(),
  branch: z.string(),
  sha: z.string(),
  summary: z.string(),
  startedBy: z.string(),
  surface: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  tests: z.object({ passed: count, failed: count, error: count, skipped: count }),
  cause: z.string().nullable(),
  attempt: count.describe('1 for a run that repeats none'),
  isFlaky: z.boolean().describe('The tests of this commit both passed and failed'),
  previous: z.string().nullable(),
  next: z.string().nullable(),
})

/** CI runs, newest first. */
export const list = defineRead({
  title: 'CI runs',
  summary: 'Lists CI runs with their commit, their counts of tests, and why they failed.',
  effect: 'read',
  input: z.object({
    status: z.array(z.enum(runStatuses)).optional().meta({ title: 'Status' }),
    text: z.string().max(200).optional().meta({ title: 'Text', description: 'Found in title and input.' }),
    cursor: z
      .string()
      .max(1000)
      .optional()
      .meta({ title: 'Continue after', description: 'Where the page before ended: what it gave as next.' }),
    limit: z.number().int().min(1, 'At least 1.').max(200, 'At most 200.').default(50).meta({ title: 'Rows' }),
  }),
  output: z.object({ rows: z.array(row), next: z.string().nullable(), observedAt: z.string() }),
  example: { status: ['failed'], limit: 20 },
  async answer({ store }, { status, text, cursor, limit }) {
    const page = await store.runs.list({
      address: 'github_ci_runner.*',
      limit,
      ...(status?.length ? { status } : {}),
      ...(text ? { text } : {}),
      ...(cursor ? { cursor } : {}),
    })
    return { rows: page.rows.map(shown), next: page.next, observedAt: new Date().toISOString() }
  },
})

const asked = z.object({ repo: z.string().catch(''), branch: z.string().catch(''), sha: z.string().catch('') })
const tested = z.object({
  repository: z.string().optional().catch(undefined),
  summary: z.string().catch(''),
  commit: z.object({ sha: z.string(), ref: z.string() }).optional().catch(undefined),
})

function shown({ view, input, startedByName, ...run }: RunRow): z.input<typeof row> {
  const wanted = asked.parse(input)
  const { repository, summary, commit } = tested.parse(view.output ?? {})
  return {
    id: run.id,
    title: run.title,
    status: run.status,
    repository: repository ?? wanted.repo,
    branch: wanted.branch || (commit?.ref.replace(/^refs\/heads\//, '') ?? ''),
    sha: commit?.sha ?? wanted.sha,
    summary,
    startedBy: startedByName,
    surface: run.surface,
    createdAt: run.createdAt,
    finishedAt: view.finishedAt,
    tests: view.tests,
    cause: view.cause?.message ?? null,
    attempt: (run.repeats?.count ?? 0) + 1,
    isFlaky: run.repeats?.isFlaky ?? false,
    previous: run.previous,
    next: run.next,
  }
}
