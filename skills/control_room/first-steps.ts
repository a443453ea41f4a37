import { z } from 'zod'
import { isFinished } from '../../lib/core/run.ts'
import { defineRead, type Settings } from '../../lib/core/skill.ts'
import type { ReadStore } from '../../lib/core/store.ts'
import { lastChecks } from './checks.ts'

const step = z.object({
  id: z.enum(['admin', 'repository', 'tools', 'build']),
  title: z.string(),
  state: z.enum(['open', 'running', 'done', 'failed']),
  /** What is known of it, in a sentence. */
  message: z.string(),
  /** The run in which it happens or has happened; null where there is none. */
  run: z.string().nullable(),
})
type Step = z.infer<typeof step>
type Told = Pick<Step, 'state' | 'message'> & { run?: string | null }

export const firstSteps = defineRead({
  title: 'First steps',
  summary:
    'Tells how far a new control room is: an admin, repositories, tools that answer, a first build. Each is looked at, none is remembered.',
  effect: 'read',
  input: z.object({}),
  output: z.object({ rows: z.array(step), next: z.null(), observedAt: z.string() }),
  example: {},
  async answer({ store, settings }) {
    const [admin, tools, build] = await Promise.all([adminOf(store), toolsOf(store), buildOf(store)])
    const told: [Step['id'], string, Told][] = [
      ['admin', 'Create the first admin', admin],
      ['repository', 'Name your repositories', repositoryOf(settings)],
      ['tools', 'Check the tools', tools],
      ['build', 'Run the first build', build],
    ]
    const rows = told.map(([id, title, { run = null, ...facts }]) => ({ id, title, run, ...facts }))
    return { rows, next: null, observedAt: new Date().toISOString() }
  },
})

async function adminOf({ members }: ReadStore): Promise<Told> {
  const admin = (await members.list({ limit: 200 })).rows.find(({ role }) => role === 'admin')
  if (admin) return { state: 'done', message: `${admin.name} may do everything here.` }
  return { state: 'open', message: 'The server has printed a link that works once; devops-agent setup --new-token prints another one.' }
}

/** The examples are there by themselves; what counts is what the configuration names. */
function repositoryOf({ repositories, configured }: Settings): Told {
  const names = Object.keys(repositories).filter((name) => configured.some(({ key }) => key === `repositories.${name}.url`))
  if (names.length > 0) return { state: 'done', message: `${names.join(', ')}: named in config/agent.yml.` }
  return { state: 'open', message: 'config/agent.yml names none yet. The example is there by itself.' }
}

async function toolsOf(store: ReadStore): Promise<Told> {
  const [last] = (await store.runs.list({ address: 'control_room.check_tools', limit: 1 })).rows
  if (last && !isFinished(last.status)) return { state: 'running', message: 'They are being asked.', run: last.id }
  const { checks, run } = await lastChecks(store)
  const bad = checks.filter(({ ok }) => !ok)
  if (checks.length === 0) return { state: 'open', message: 'Not checked yet.' }
  if (bad.length === 0) return { state: 'done', message: `All ${checks.length} answer.`, run }
  return { state: 'failed', message: bad.map(({ title, message }) => `${title}: ${message}`).join(' '), run }
}

async function buildOf({ runs }: ReadStore): Promise<Told> {
  const address = 'github_ci_runner.*'
  const [passed] = (await runs.list({ address, status: ['succeeded'], limit: 1 })).rows
  if (passed) return { state: 'done', message: `${passed.title} has passed.`, run: passed.id }
  const [last] = (await runs.list({ address, limit: 1 })).rows
  if (!last) return { state: 'open', message: 'The tests of the example, or of a repository of yours.' }
  if (!isFinished(last.status)) return { state: 'running', message: last.title, run: last.id }
  return { state: 'failed', message: `${last.title}: ${last.view.cause?.message ?? 'It ended without a cause.'}`, run: last.id }
}
