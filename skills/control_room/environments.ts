import { z } from 'zod'
import { defineRead, type EnvironmentSettings, type Settings } from '../../lib/core/skill.ts'
import type { ReadStore } from '../../lib/core/store.ts'
import type { Heard } from './ask-environment.ts'
import { lastChecks } from './checks.ts'

const dayMs = 86_400_000

const row = z.object({
  name: z.string(),
  stage: z.enum(['production', 'staging', 'development']),
  url: z.string(),
  series: z.string().nullable(),
  /** `unknown` is what was never heard, or not of this address, or more than a day ago. */
  health: z.enum(['healthy', 'degraded', 'down', 'unknown']),
  message: z.string(),
  hint: z.string(),
  /** When it was asked last. */
  at: z.string().nullable(),
  /** Where config/agent.yml begins to say it. */
  line: z.number().nullable(),
})
type Row = z.infer<typeof row>

export const environments = defineRead({
  title: 'Environments',
  summary: 'Lists where Odoo runs, production first, with what the last check heard of each and when; nothing is asked anew.',
  effect: 'read',
  input: z.object({}),
  output: z.object({ rows: z.array(row), next: z.null(), observedAt: z.string() }),
  example: {},
  async answer({ store, settings }) {
    const now = Date.now()
    return { rows: (await environmentRows(store, settings, now)).rows, next: null, observedAt: new Date(now).toISOString() }
  },
})

/** Each environment of the configuration with what the last check heard of it, and that check's run. */
export async function environmentRows(
  store: ReadStore,
  { environments: configured, configured: values }: Settings,
  now: number,
): Promise<{ rows: Row[]; run: string | null }> {
  const { environments: asked, run } = await lastChecks(store)
  const rows = Object.entries(configured).map(([name, one]) => ({
    name,
    stage: one.stage,
    url: one.url,
    series: one.series ?? null,
    ...knownOf(
      one,
      asked.find((each) => each.name === name),
      now,
    ),
    line: lineOf(values, name),
  }))
  return { rows: rows.sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage)), run }
}

const stages = row.shape.stage.options

/** Nothing is well because nothing was heard. */
function knownOf({ url }: EnvironmentSettings, heard: Heard | undefined, now: number): Pick<Row, 'health' | 'message' | 'hint' | 'at'> {
  if (!heard) return { health: 'unknown', message: 'Not checked yet.', hint: '', at: null }
  const { health, message, hint, at } = heard
  if (heard.url !== url) return { health: 'unknown', message: 'Its address is another one since the last check.', hint: '', at: null }
  if (now - Date.parse(at) > dayMs) return { health: 'unknown', message: 'The last check is older than a day.', hint: '', at }
  return { health, message, hint, at }
}

/** The first of the lines that set something of it. */
function lineOf(values: Settings['configured'], name: string): number | null {
  const keys = ['stage', 'url', 'series'].map((part) => `environments.${name}.${part}`)
  const lines = values.flatMap(({ key, line }) => (keys.includes(key) && line !== null ? [line] : []))
  return lines.length > 0 ? Math.min(...lines) : null
}
