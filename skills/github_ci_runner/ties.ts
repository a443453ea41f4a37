import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import type { Settings, StepTools } from '../../lib/core/skill.ts'

/** What GitHub is to tell of. It pings by itself. */
export const hookEvents = ['push', 'pull_request', 'create', 'delete', 'check_run', 'issue_comment'] as const

const perCallMs = 60_000

/** Of which repository something is asked or done. */
export const oneOrAll = z.object({
  repo: z.string().max(100).optional().meta({ title: 'Repository', description: 'A name from config/agent.yml; by default all of them.' }),
})

/** A configured repository. */
export interface Named {
  name: string
  url: string
}

/** Those that are asked for: one by its name, or all that the configuration names. */
export function namedRepositories({ repositories }: Pick<Settings, 'repositories'>, wanted: string | undefined): Named[] {
  const all = Object.entries(repositories).map(([name, { url }]) => ({ name, url }))
  if (wanted === undefined) return all
  const found = all.filter(({ name }) => name === wanted)
  if (found.length > 0) return found
  throw new OpsError(
    'not_found',
    `There is no repository ${wanted} in config/agent.yml.`,
    all.length > 0 ? `There are ${all.map(({ name }) => name).join(', ')}.` : 'Name one there, under repositories.',
  )
}

/** What goes with each question to GitHub. */
export function calling({ signal }: Pick<StepTools, 'signal'>) {
  return { signal, deadlineMs: perCallMs }
}
