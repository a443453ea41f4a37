import { z } from 'zod'
import type { Problem } from '../../lib/core/error.ts'
import { defineLook } from '../../lib/core/skill.ts'
import { radarLines } from '../../lib/odoo/pin-radar-text.ts'
import { repositoryNames } from './input.ts'
import { chosen, pinsOf } from './pins.ts'
import { type RadarRow, radarRow, radarRowOf } from './radar-row.ts'

/** Repositories asked at once. */
const portion = 4

const output = z.object({
  rows: z.array(radarRow).describe('By name'),
  next: z.null(),
  behind: z.number().int().describe('Repositories that are behind their branch'),
  observedAt: z.string(),
})
export type Radar = z.output<typeof output>

/** How far the repositories of the installation are behind their branches. */
export const radar = defineLook({
  title: 'How old the pins are',
  summary:
    'Says of each repository of the installation how far it is behind its branch, which modules changed, what they need now, and which migrations an update would run.',
  effect: 'read',
  alias: 'layout radar',
  word: 'repositories',
  input: z.object({
    repositories: repositoryNames.meta({ title: 'Repositories', description: 'Names of the catalogue; by default all' }),
  }),
  output,
  example: { repositories: ['server-tools'] },
  async look(context, { repositories }) {
    const wanted = chosen(await pinsOf(context), repositories)
    const rows: RadarRow[] = []
    for (let start = 0; start < wanted.length; start += portion)
      rows.push(...(await Promise.all(wanted.slice(start, start + portion).map((pin) => radarRowOf(context.git, pin)))))
    return { rows, next: null, behind: rows.filter(({ state }) => state === 'behind').length, observedAt: new Date().toISOString() }
  },
  lines: radarLines,
  judge,
})

/** What could not be asked is no good news. */
function judge({ rows }: Radar): Problem | null {
  const silent = rows.filter(({ state }) => state === 'unknown')
  const [first] = silent
  if (!first) return null
  const { repository, message, hint } = first
  return { code: 'unavailable', message: `${silent.length} of ${rows.length} could not be asked, ${repository} first: ${message}`, hint }
}
