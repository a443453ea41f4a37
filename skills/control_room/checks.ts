import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'
import type { ReadStore } from '../../lib/core/store.ts'
import { type Heard, heard } from './ask-environment.ts'
import { type Check, check } from './check-tools.ts'

const address = 'control_room.check_tools'
const known = z.object({ checks: z.array(check).catch([]), environments: z.array(heard).catch([]) }).catch({ checks: [], environments: [] })

/** What the last check found of the tools and of the environments, and its run; nothing before the first one. */
export async function lastChecks({ runs }: ReadStore): Promise<{ checks: Check[]; environments: Heard[]; run: string | null }> {
  const [last] = (await runs.list({ address, status: ['succeeded'], limit: 1 })).rows
  return { ...known.parse(last?.view.output ?? {}), run: last?.id ?? null }
}

export const checks = defineRead({
  title: 'Checks of the tools',
  summary: 'Shows what the last check of the tools found, with its time; nothing is asked anew.',
  effect: 'read',
  input: z.object({}),
  output: z.object({ rows: z.array(z.unknown()), run: z.string().nullable(), running: z.string().nullable(), observedAt: z.string() }),
  example: {},
  async answer({ store }) {
    const { checks: rows, run } = await lastChecks(store)
    const [running] = (await store.runs.list({ address, status: ['queued', 'running'], limit: 1 })).rows
    return { rows, run, running: running?.id ?? null, observedAt: new Date().toISOString() }
  },
})
