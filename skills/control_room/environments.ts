import { z } from 'zod'
import { defineRead, type EnvironmentSettings, type Settings } from '../../lib/core/skill.ts'
import type { ReadStore } from '../../lib/core/store.ts'
import { type Heard, heard } from './ask-environment.ts'
import { lastChecks } from './checks.ts'

const dayMs = 86_400_000
/** So many questions may go unanswered or unasked before what was heard says nothing of now. */
const mostMissed = 3

const row = z.object({
  name: z.string(),
  stage: z.enum(['production', 'staging', 'development']),
  url: z.string(),
  series: z.string().nullable(),
  /** `unknown` is what was never heard, or not of this address, or too long ago. */
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
    return { rows: await environmentRows(store, settings, now), next: null, observedAt: new Date(now).toISOString() }
  },
})

/** Each environment of the configuration with what was heard of it last, and the check's run where that was the last to hear. */
export async function environmentRows(
  store: ReadStore,
  { environments: configured, configured: values, healthEveryMs }: Settings,
  now: number,
): Promise<(Row & { run: string | null })[]> {
  const { environments: asked, run } = await lastChecks(store)
  const watched = heardBetween.parse(await store.environments.heard())
  const holdsMs = healthEveryMs > 0 ? mostMissed * healthEveryMs : dayMs
  const rows = Object.entries(configured).map(([name, one]) => {
    const inCheck = asked.find((each) => each.name === name)
    const between = watched.find((each) => each.name === name)
    const isCheck = inCheck !== undefined && (between === undefined || inCheck.at > between.at)
    return {
      name,
      stage: one.stage,
      url: one.url,
      series: one.series ?? null,
      ...knownOf(one, isCheck ? inCheck : between, { now, holdsMs }),
      line: lineOf(values, name),
      run: isCheck ? run : null,
    }
  })
  return rows.sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage))
}

/** What is of another shape was written by another release. */
const heardBetween = z.array(heard.nullable().catch(null)).transform((all) => all.filter((one) => one !== null))

const stages = row.shape.stage.options

/** Nothing is well because nothing was heard. */
function knownOf(
  { url }: EnvironmentSettings,
  told: Heard | undefined,
  { now, holdsMs }: { now: number; holdsMs: number },
): Pick<Row, 'health' | 'message' | 'hint' | 'at'> {
  if (!told) return { health: 'unknown', message: 'Not checked yet.', hint: '', at: null }
  const { health, message, hint, at } = told
  if (told.url !== url) return { health: 'unknown', message: 'Its address is another one since the last check.', hint: '', at: null }
  if (now - Date.parse(at) > holdsMs) return { health: 'unknown', message: lateWords(holdsMs), hint: '', at }
  return { health, message, hint, at }
}

function lateWords(holdsMs: number): string {
  if (holdsMs === dayMs) return 'The last check is older than a day.'
  return `Nothing was heard for ${Math.round(holdsMs / 1000)} s: no worker asks.`
}

/** The first of the lines that set something of it. */
function lineOf(values: Settings['configured'], name: string): number | null {
  const keys = ['stage', 'url', 'series'].map((part) => `environments.${name}.${part}`)
  const lines = values.flatMap(({ key, line }) => (keys.includes(key) && line !== null ? [line] : []))
  return lines.length > 0 ? Math.min(...lines) : null
}
