import { repositoryKey } from '../../skills/github_ci_runner/repository-key.ts'
import { testedIn, workflowChoice } from '../../skills/github_ci_runner/workflow-wish.ts'
import { OpsError } from '../core/error.ts'
import { exitCodeOf } from '../core/exit-code.ts'
import type { HookSettings } from '../core/guard-settings.ts'
import { parseInput } from '../core/input.ts'
import type { Actor } from '../core/policy.ts'
import { isFinished, type RunStatus, verdictOf } from '../core/run.ts'
import type { RunRow } from '../core/store.ts'
import { testedBy } from '../store/guarded-runs.ts'
import type { GithubRunners } from '../tools/github/runners-port.ts'
import type { ActionsClaims } from '../tools/oidc/port.ts'
import type { House } from './guard.ts'
import type { RunDoor } from './runs.ts'
import type { openSubmit } from './submit.ts'

/** Who asks for CI: somebody with a session or token, or a workflow of GitHub by what GitHub vouches for. */
export type CiAsker = { actor: Actor } | { claims: ActionsClaims }

/** A run, as a job waits for it. */
export interface CiRun {
  id: string
  title: string
  status: RunStatus
  /** As people call it, `succeeded_with_warnings` among them. */
  verdict: string
  summary: string | null
  cause: string | null
  isOver: boolean
  /** What the job is to exit with; null as long as it is not over. */
  exitCode: number | null
}

/** Lines of its log from one on, to be told as they come. */
export interface CiProgress {
  run: CiRun
  lines: { number: number; step: string; at: string; stream: 'out' | 'err'; text: string }[]
  /** The line to ask from next. */
  next: number
}

const verb = 'github_ci_runner.run'
const linesAtOnce = 2000
const askRunnersMs = 10_000

interface CiHouse extends Pick<House, 'prisma' | 'store'> {
  hooks: Pick<HookSettings, 'repositories' | 'host'>
  runners: GithubRunners
}

/** CI for jobs that run elsewhere: one begins a run, reads along, and ends as it ends. */
export function openCi(
  { prisma, store, hooks: { repositories, host }, runners: github }: CiHouse,
  { run }: Pick<RunDoor, 'run'>,
  submit: ReturnType<typeof openSubmit>['submit'],
) {
  async function begin(asker: CiAsker, input: Record<string, unknown>, idempotencyKey?: string): Promise<CiRun> {
    if ('actor' in asker) return shown(await submit(asker.actor, verb, input, { idempotencyKey }))
    const { claims } = asker
    const { name } = ofConfiguration(claims)
    const { base, all } = parseInput(workflowChoice, input)
    const actor = actorOf(claims)
    const { branch, sha } = testedIn(claims)
    const wanted = { repo: name, branch, ...(sha === null ? {} : { sha }), ...(base === undefined ? {} : { base }), all }
    // The webhook of the same push has most often begun it. Who has a job run again wants another run.
    const there = sha !== null && claims.attempt === '1' ? await testedBy(prisma, { repository: name }, sha, { isOver: true }) : null
    if (there !== null) return shown(await run(actor, there))
    return shown(await submit(actor, verb, wanted, { idempotencyKey: `actions-${claims.run}-${claims.attempt}` }))
  }

  async function progress(asker: CiAsker, id: string, from: number): Promise<CiProgress> {
    const row = await run('actor' in asker ? asker.actor : actorOf(asker.claims), id)
    if ('claims' in asker && row.input.repo !== ofConfiguration(asker.claims).name)
      throw new OpsError(
        'refused',
        `Run ${row.id} is none of ${asker.claims.repository}.`,
        'A workflow reads the runs of its own repository.',
      )
    const lines = (await store.runs.log(row.id, from, linesAtOnce)).map(({ number, step, at, stream, text }) => ({
      ...{ number, step, at, stream, text },
    }))
    return { run: shown(row), lines, next: (lines.at(-1)?.number ?? from - 1) + 1 }
  }

  /** How many machines of one's own would take a job of the workflow that asks. */
  async function runners(asker: CiAsker): Promise<{ online: number; idle: number }> {
    if ('actor' in asker)
      throw new OpsError(
        'refused',
        'Runners are told to workflows of GitHub alone.',
        '`devops-agent runner list` shows those of each repository.',
      )
    const { url } = ofConfiguration(asker.claims)
    const online = (await github.runners(url, { deadlineMs: askRunnersMs })).filter(({ isOnline }) => isOnline)
    return { online: online.length, idle: online.filter(({ isBusy }) => !isBusy).length }
  }

  /** A repository of that name elsewhere is another one, whoever owns it there. */
  function ofConfiguration({ repository }: ActionsClaims) {
    const key = `${host}/${repository}`.toLowerCase()
    const known = repositories.find(({ url }) => repositoryKey(url) === key)
    if (known) return known
    throw new OpsError(
      'refused',
      `${repository} of ${host} is no repository of config/agent.yml.`,
      'Name it under repositories, with its URL.',
    )
  }

  return { begin, progress, runners }
}

/** A workflow may what a webhook may: nothing but tests. */
function actorOf({ by }: ActionsClaims): Actor {
  return { id: 'github', name: `${by} by GitHub Actions`, role: 'developer', surface: 'webhook', mode: 'ci_guard' }
}

function shown({ id, title, status, view }: RunRow): CiRun {
  const isOver = isFinished(status)
  const summary = view.output?.summary
  return {
    id,
    title,
    status,
    verdict: verdictOf(view),
    summary: typeof summary === 'string' ? summary : null,
    cause: view.cause?.message ?? null,
    isOver,
    exitCode: isOver ? exitCodeOf({ status, view }) : null,
  }
}
