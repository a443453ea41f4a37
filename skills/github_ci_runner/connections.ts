import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'
import { tieRow } from './check-connection.ts'

const check = 'github_ci_runner.check_connection'
const repair = 'github_ci_runner.repair_connection'
const known = z.object({ rows: z.array(tieRow) }).catch({ rows: [] })

/** What the last check found of the ties to GitHub. */
export const connections = defineRead({
  title: 'Connections to GitHub',
  summary: 'Shows what the last check of GitHub found of sign-in, webhook and deploy key, with its time; nothing is asked anew.',
  effect: 'read',
  input: z.object({}),
  output: z.object({
    rows: z.array(tieRow),
    at: z.string().nullable().describe('When it was checked; null before the first time'),
    run: z.string().nullable(),
    running: z.object({ check: z.string().nullable(), repair: z.string().nullable() }),
    observedAt: z.string(),
  }),
  example: {},
  async answer({ store }) {
    const [last] = (await store.runs.list({ address: check, status: ['succeeded'], limit: 1 })).rows
    const under = async (address: string) => {
      const [open] = (await store.runs.list({ address, status: ['queued', 'running'], limit: 1 })).rows
      return open?.id ?? null
    }
    const { rows } = known.parse(last?.view.output)
    const running = { check: await under(check), repair: await under(repair) }
    return { rows, at: last?.view.finishedAt ?? null, run: last?.id ?? null, running, observedAt: new Date().toISOString() }
  },
})
