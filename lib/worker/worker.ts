import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { DBOS, DBOSWorkflowConflictError } from '@dbos-inc/dbos-sdk'
import type { Redactor } from '../core/redact.ts'
import { isFinished, type RunStatus } from '../core/run.ts'
import { execute, type Runner } from '../core/runner.ts'
import { isRunVerb, type Outside, type Registry, type Settings } from '../core/skill.ts'
import { versionOf } from '../core/version.ts'
import { NotOwner } from '../store/append.ts'
import { packUp } from '../store/evidence.ts'
import { interrupt, openJournal } from '../store/journal.ts'
import { LogSearch } from '../store/log-search.ts'
import { idleTransactionMs, openPrisma } from '../store/prisma.ts'
import { openReadStore } from '../store/reads.ts'
import { patientStore, untilAnswered } from '../store/retry.ts'
import type { Tools } from '../tools/tools.ts'
import type { Guard } from './carry-out.ts'
import { findMissed } from './find-missed.ts'
import { keepHouse } from './housekeeping.ts'
import { layEngineTables } from './launch.ts'
import { holdLease } from './lease.ts'
import { type Playbooks, registerPlaybooks } from './playbooks.ts'
import { type Reporter, sendReports } from './send-reports.ts'
import { sweep } from './sweep.ts'
import { takeDeliveries } from './take-deliveries.ts'
import { watchEnvironments } from './watch-environments.ts'

export interface WorkerOptions {
  databaseUrl: string
  dataDir: string
  /** Unique per slot: a worker that comes back under the same id recovers its own runs at once. */
  workerId: string
  leaseMs: number
  verbs: Registry
  tools: Tools
  settings: Settings
  outside: Outside
  redactor: Redactor
  playbooks: Playbooks
  /** What CI guard watches over; null where it watches nothing. */
  guard: Pick<Guard, 'control' | 'settings'> | null
  /** Which commits are told what became of them. */
  reports: Reporter['settings']
}

/** Runs that one worker executes at a time. */
const workerConcurrency = 4
/** How long a delivery waits at most until a worker with nothing else to do looks. */
const takeEveryMs = 500
/** The same of what is to be told of a commit. */
const reportEveryMs = 1000

/** Executes runs until its lease is lost or it is asked to stop: then the process exits, and aborts nothing. */
export async function startWorker(options: WorkerOptions): Promise<void> {
  const { databaseUrl, dataDir, workerId, leaseMs, verbs, tools, settings, outside, redactor, playbooks, guard, reports } = options
  const version = versionOf(verbs)
  const boot = `${workerId}-${randomUUID().slice(0, 8)}`
  const say = (line: string) => console.log(`worker ${workerId}: ${redactor.text(line)}`)
  const exit = (reason: string) => {
    say(`exits: ${reason}`)
    // A step is never aborted: it would be checkpointed as failed, and undone. In this one turn of the event loop what it
    // started is killed and this process is gone, so that no step sees its child die.
    process.exit(0)
  }
  // However this process leaves, also when its supervisor is gone: what it started leaves with it.
  process.on('exit', () => tools.process.abandon())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => exit(`asked to stop (${signal})`))

  const prisma = openPrisma(databaseUrl, `control-room-${workerId}`)
  const program = path.resolve(import.meta.dirname, '../store/log-searcher.ts')
  const store = openReadStore(prisma, dataDir, new LogSearch({ databaseUrl, name: `control-room-${workerId}`, program }))
  const runner: Runner = {
    journal: openJournal({ prisma, redactor, workerId }),
    engine: {
      runStep: (name, work) => DBOS.runStep(work, { name }),
      runChild: async (childId) =>
        void (await (await DBOS.startWorkflow(workflow, { workflowID: childId })(childId)).getResult().catch(() => {})),
      isLostOwnership: (error) => error instanceof DBOSWorkflowConflictError || error instanceof NotOwner,
    },
    tools,
    store: patientStore(store),
    settings,
    outside,
    worker: boot,
    cancelPollMs: 250,
  }
  const workflow = DBOS.registerWorkflow(
    async (runId: string) => {
      try {
        await carryOut(runner, verbs, runId, boot)
        await untilAnswered(() => packUp({ prisma, store, dataDir }, runId, version))
      } catch (error) {
        // The engine parks an execution that has lost its run only when it sees its own error.
        throw error instanceof NotOwner ? new DBOSWorkflowConflictError(runId) : error
      }
    },
    { name: 'run', maxRecoveryAttempts: 50 },
  )
  const layPlaybooks = registerPlaybooks(playbooks, say)
  DBOS.setConfig({
    name: 'control-room',
    systemDatabaseUrl: databaseUrl,
    applicationVersion: version,
    executorID: workerId,
    runMigrations: false,
    systemDatabaseIdleTransactionTimeoutMs: idleTransactionMs,
    logLevel: process.env.DBOS_LOG_LEVEL ?? 'error',
  })
  // The lease comes first: launch recovers this worker's own runs, and no one may take them over meanwhile.
  await holdLease({ prisma, workerId, boot, version, leaseMs, onLost: exit })
  await layEngineTables(databaseUrl)
  await DBOS.launch()
  await DBOS.setLatestApplicationVersion(version)
  await DBOS.registerQueue('runs', { globalConcurrency: 100, workerConcurrency, partitionConcurrency: 1, minPollingIntervalMs: 50 })
  await layPlaybooks()
  everyNow(() => keepHouse({ prisma, store, dataDir, version, say }), leaseMs / 3, say)
  if (settings.healthEveryMs > 0) everyNow(() => watchEnvironments({ prisma, tools, settings }), settings.healthEveryMs, say)
  everyNow(() => sendReports({ prisma, store, tools, settings: reports }), reportEveryMs, say)
  if (guard) watchOver({ ...guard, prisma, tools }, say)
  everyNow(() => sweep({ store, tools, dataDir, say }), leaseMs * 2, say)
  say(`ready ${boot}`)

  async function carryOut(brought: Runner, registry: Registry, runId: string, bootId: string): Promise<void> {
    const run = await untilAnswered(() =>
      prisma.run.findUniqueOrThrow({ where: { id: runId }, select: { address: true, input: true, status: true } }),
    )
    // A crash between a run's end and its workflow's: only the evidence is left to do.
    if (isFinished(statusOf(run.status))) return
    const verb = registry[run.address]
    const execution = `${bootId}-${randomUUID().slice(0, 8)}`
    if (!verb || !isRunVerb(verb)) {
      const cause = {
        code: 'interrupted',
        message: `This release has no verb ${run.address}.`,
        hint: 'Use a release that has it.',
        step: '',
      } as const
      return interrupt(prisma, runId, null, cause)
    }
    await execute(brought, runId, execution, verb, run.input)
  }
}

/** The column holds what `apply` returned. */
function statusOf(column: string): RunStatus {
  return column as RunStatus
}

/** What CI guard does by itself, in every worker: what one has taken the others let be. */
function watchOver(guard: Guard, say: (line: string) => void): void {
  everyNow(() => takeDeliveries(guard), takeEveryMs, say)
  if (guard.settings.missedEveryMs > 0) everyNow(() => findMissed(guard, say), guard.settings.missedEveryMs, say)
}

/** Repeats the work at once and then at an interval, never two at a time; a failure is said and tried again. */
function everyNow(work: () => Promise<void>, intervalMs: number, say: (line: string) => void): void {
  const turn = async () => {
    await work().catch((error: unknown) => say(`housekeeping: ${error instanceof Error ? error.message : String(error)}`))
    setTimeout(() => void turn(), intervalMs)
  }
  void turn()
}
