import { z } from 'zod'
import type { BrokenRun } from '../../lib/core/run-summary.ts'
import { defineRead, type Settings } from '../../lib/core/skill.ts'
import type { ReadStore, RunRow } from '../../lib/core/store.ts'
import { lastChecks } from './checks.ts'
import { environmentRows } from './environments.ts'

const dayMs = 86_400_000
const days = 7
const mostWaiting = 50

/** In the order of the harm that comes from waiting. */
const kinds = ['production', 'workers', 'tool', 'unheard', 'environment', 'failed', 'approval', 'branch'] as const

const thing = z.object({
  kind: z.enum(kinds),
  title: z.string(),
  /** What is known of it, in a sentence. */
  message: z.string(),
  /** The run that it is about; null where it is about none. */
  run: z.string().nullable(),
  /** When it was seen to be so; null for what nobody has looked at yet. */
  at: z.string().nullable(),
})
type Thing = z.infer<typeof thing>

export const attention = defineRead({
  title: 'What needs somebody',
  summary:
    'Lists what waits for a person, the worst first: environments that are not well, a production that nobody asked, workers and tools that do not answer, what failed, approvals, red main branches.',
  effect: 'read',
  input: z.object({}),
  output: z.object({ rows: z.array(thing), next: z.null(), observedAt: z.string() }),
  example: {},
  async answer({ store, settings }) {
    const now = Date.now()
    const [sick, workers, tools, broken, waiting] = await Promise.all([
      sickEnvironments(store, settings, now),
      deafWorkers(store),
      silentTools(store, now),
      // Red branches are many, and must not stand before what nobody else will see.
      store.runs.broken(new Date(now - days * dayMs).toISOString(), { skill: 'github_ci_runner', branches: mainBranches(settings) }),
      store.runs.list({ status: ['waiting'], limit: mostWaiting }),
    ])
    const found = [...sick, ...workers, ...tools, ...broken.flatMap((run) => brokenThing(run, settings)), ...waiting.rows.map(approvalOf)]
    const rows = found.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || String(b.at).localeCompare(String(a.at)))
    return { rows, next: null, observedAt: new Date(now).toISOString() }
  },
})

/** What the last check heard to be less than healthy, and a production of which nothing was heard: nobody knows whether it is. */
async function sickEnvironments(store: ReadStore, settings: Settings, now: number): Promise<Thing[]> {
  const rows = await environmentRows(store, settings, now)
  return rows.flatMap(({ name, stage, health, message, at, run }): Thing[] => {
    if (health === 'unknown' && stage === 'production') return [{ kind: 'unheard', title: `${name} is unknown`, message, run, at }]
    if (at === null || (health !== 'down' && health !== 'degraded')) return []
    const kind = stage === 'production' ? 'production' : 'environment'
    return [{ kind, title: `${name} is ${health}`, message, run, at }]
  })
}

/** Nobody works although there is work, or nobody ever has. */
async function deafWorkers({ workers, runs }: ReadStore): Promise<Thing[]> {
  const { alive, until } = await workers.state()
  if (alive > 0) return []
  const { open } = await runs.counts({ status: ['waiting', 'queued', 'running', 'undoing'] })
  const waiting = open === 0 ? '' : ` ${open === 1 ? '1 run waits' : `${open} runs wait`}.`
  return [
    {
      kind: 'workers',
      title: 'No worker answers',
      message: `Nothing runs until one does.${waiting}`,
      run: null,
      at: until ?? new Date().toISOString(),
    },
  ]
}

/** What the last check found not to answer; a check older than a day says nothing of now. */
async function silentTools(store: ReadStore, now: number): Promise<Thing[]> {
  const { checks, run } = await lastChecks(store)
  return checks
    .filter(({ ok, at }) => !ok && now - Date.parse(at) < dayMs)
    .map(({ title, message, at }) => ({ kind: 'tool' as const, title, message, run, at }))
}

/** Of CI only what is red on a main branch: red branches are the daily bread of their authors. */
function brokenThing({ id, address, title, input, cause, createdAt }: BrokenRun, { repositories }: Settings): Thing[] {
  const isCi = address.startsWith('github_ci_runner.')
  if (isCi && !isMain(input, repositories)) return []
  return [{ kind: isCi ? 'branch' : 'failed', title, message: cause ?? 'It ended without a cause.', run: id, at: createdAt }]
}

function mainBranches({ repositories }: Settings): string[] {
  return [...new Set(Object.values(repositories).map(({ branch }) => branch))].filter((branch) => branch !== undefined)
}

function isMain({ repo, branch, pr, sha }: BrokenRun['input'], repositories: Settings['repositories']): boolean {
  if (pr || sha) return false
  return !branch || branch === repositories[String(repo)]?.branch
}

function approvalOf({ id, title, startedByName, createdAt }: RunRow): Thing {
  return { kind: 'approval', title, message: `Asked by ${startedByName}.`, run: id, at: createdAt }
}
