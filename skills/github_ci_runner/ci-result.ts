import { z } from 'zod'
import { odooResult } from './odoo/result.ts'
import { blamedSteps, statuses } from './verdict.ts'

const count = z.number().int().nonnegative()

/** What a CI run ends with. The tests themselves are in the run's report. */
export const ciResult = z.object({
  status: z.enum(statuses).meta({ title: 'Status' }),
  summary: z.string().meta({ title: 'Summary', description: 'X tests passed, Y failed' }),
  reason: z.string().nullable().meta({ title: 'Reason', description: 'Why it is not a success; null when it is.' }),
  step: z.enum(blamedSteps).nullable().meta({ title: 'Step to blame' }),
  logLinks: z.array(z.string()).meta({ title: 'Log' }),
  repository: z.string().meta({ title: 'Repository' }),
  commit: z
    .object({ sha: z.string(), ref: z.string(), subject: z.string(), author: z.string(), committedAt: z.string() })
    .meta({ title: 'Commit' }),
  isFork: z.boolean().meta({ title: 'From a fork' }),
  runner: z.enum(['pytest', 'unittest', 'odoo']).meta({ title: 'Test runner' }),
  runnerVersion: z.string().meta({ title: 'Version of the test runner' }),
  python: z.string().nullable().meta({ title: 'Python', description: 'Null where only Odoo ran.' }),
  tests: z.object({ passed: count, failed: count, error: count, skipped: count }).meta({ title: 'Tests' }),
  durationMs: count.meta({ title: 'Duration' }),
  isolation: z.string().meta({ title: 'Isolation' }),
  exitCode: z.number().int().nullable().meta({ title: 'Exit code' }),
  signal: z.string().nullable().meta({ title: 'Signal' }),
  odoo: odooResult.nullable().meta({ title: 'Odoo' }),
  observedAt: z.string().meta({ title: 'Observed at' }),
})

export type CiResult = z.output<typeof ciResult>
