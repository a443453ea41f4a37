import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { Actor } from '../lib/core/policy.ts'
import { isFinished, type RunStatus } from '../lib/core/run.ts'
import { type Postgres, startPostgres } from '../lib/start/postgres.ts'
import { migrate } from '../lib/store/migrate.ts'
import { openLabControl } from './lab-control.ts'
import { until } from './until.ts'

export interface LabWorker {
  process: ChildProcess
  output: string
  ended: Promise<number | null>
}

export const operator: Actor = { id: 'u1', name: 'op1', role: 'operator', surface: 'cli' }
export const developer: Actor = { id: 'u2', name: 'dev2', role: 'developer', surface: 'web' }
export const viewer: Actor = { id: 'u3', name: 'view3', role: 'viewer', surface: 'web' }
export const admin: Actor = { id: 'u4', name: 'adm4', role: 'admin', surface: 'web' }

/** A real PostgreSQL for a test file. */
export async function openServer(): Promise<Postgres & { base: string; close(): Promise<void> }> {
  const base = mkdtempSync(path.join(os.tmpdir(), 'lab-'))
  chmodSync(base, 0o755)
  const server = await startPostgres(base)
  const close = async () => {
    await server.stop()
    rmSync(base, { recursive: true, force: true })
  }
  return { ...server, base, close }
}

export type LabOptions = { leaseMs?: number; secrets?: string[]; variant?: string; env?: Record<string, string> }

/** A database of its own on the server, real workers, and questions to ask of them. Variant `real` is the product's own registry and worker. */
export async function openLab(
  server: { url: string; base: string },
  { leaseMs = 3000, secrets = [], variant = 'plain', env: common = {} }: LabOptions = {},
) {
  const name = `lab_${randomBytes(4).toString('hex')}`
  const boss = new pg.Client({ connectionString: server.url })
  await boss.connect()
  await boss.query(`create database ${name}`)
  await boss.end()
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const databaseUrl = url.toString()
  await migrate(databaseUrl, path.resolve('prisma/migrations'))
  const dataDir = path.join(server.base, name)
  const world = path.join(dataDir, 'world')
  mkdirSync(world, { recursive: true })
  const sql = new pg.Pool({ connectionString: databaseUrl, max: 3 })
  sql.on('error', () => {})
  const open = (kind: string) => openLabControl({ databaseUrl, dataDir, variant: kind, secrets })
  const control = open(variant)
  const workers: LabWorker[] = []

  /** Starts a worker; by default resolves when it is ready. */
  async function worker(
    id: string,
    { env = {}, ready = true }: { env?: Record<string, string>; ready?: boolean } = {},
  ): Promise<LabWorker> {
    const child = spawn(process.execPath, [variant === 'real' ? 'lib/worker/main.ts' : 'test/lab-worker.ts'], {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        DATA_DIR: dataDir,
        WORKER_ID: id,
        LEASE_MS: String(leaseMs),
        LAB_WORLD: world,
        LAB_VARIANT: variant === 'room' ? 'plain' : variant,
        ...common,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const one: LabWorker = { process: child, output: '', ended: new Promise((resolve) => child.once('exit', resolve)) }
    const hear = (chunk: Buffer) => {
      one.output += chunk.toString()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    workers.push(one)
    if (ready)
      await until(
        () => one.output.includes(': ready '),
        30_000,
        () => `worker ${id}: ${one.output}`,
      )
    return one
  }
  let closing = false
  /** Starts a worker, and again each time that it leaves, as the supervisor does. */
  async function supervise(id: string): Promise<void> {
    const one = await worker(id)
    void one.ended.then(() => (closing ? undefined : supervise(id).catch(() => undefined)))
  }
  const stop = (one: LabWorker, signal: NodeJS.Signals = 'SIGTERM') => {
    one.process.kill(signal)
    return one.ended
  }
  /** The worker that runs now. */
  const living = (): LabWorker => {
    const one = workers.find((worker) => worker.process.exitCode === null && worker.process.signalCode === null)
    if (!one) throw new Error(`no worker is alive\n${stories()}`)
    return one
  }
  const stories = () => workers.map((one) => one.output).join('\n')
  const run = (id: string) => control.run(operator, id)
  const events = async (id: string) =>
    (
      await sql.query<{ key: string; kind: string; step: string; data: Record<string, unknown>; at: Date; seq: number }>(
        'select * from "RunEvent" where "runId" = $1 order by seq',
        [id],
      )
    ).rows
  const submit = async (input: object, address = 'lab.locked', actor: Actor = operator) => (await control.submit(actor, address, input)).id
  const reached = (id: string, key: string, timeoutMs = 20_000) =>
    until(
      async () => (await events(id)).some((event) => event.key.startsWith(key)),
      timeoutMs,
      () => `${id} never reached ${key}\n${stories()}`,
    )
  /** A small question, since it is asked while the work is measured; a server that is down has not answered. */
  const hasEnded = async (id: string, and = 'true') => {
    const found = sql.query<{ status: RunStatus }>(`select status from "Run" where id = $1 and ${and}`, [id])
    const { rows } = await found.catch(() => ({ rows: [] }))
    return rows.some(({ status }) => isFinished(status))
  }
  /** Resolves with the status when the run has ended and its evidence is packed. */
  const finished = async (id: string, timeoutMs = 30_000) => {
    await until(
      () => hasEnded(id, `view ->> 'evidence' is not null`),
      timeoutMs,
      () => `${id} did not finish\n${stories()}`,
    )
    return (await run(id)).status
  }
  const ended = (id: string, timeoutMs = 30_000) =>
    until(
      () => hasEnded(id),
      timeoutMs,
      () => `${id} did not end\n${stories()}`,
    )
  const made = (id: string, step: string) => existsSync(path.join(world, `${id}.${step}`))
  const story = (id: string) =>
    existsSync(path.join(world, `${id}.story`))
      ? readFileSync(path.join(world, `${id}.story`), 'utf8')
          .trim()
          .split('\n')
      : []
  /** Resolves when a step's own work has begun: its `attempt` event is stored a moment before. */
  const told = (id: string, line: string) =>
    until(
      async () => story(id).includes(line),
      20_000,
      () => `${id} never told "${line}"\n${stories()}`,
    )
  async function close() {
    closing = true
    for (const one of workers) if (one.process.exitCode === null && one.process.signalCode === null) await stop(one, 'SIGKILL')
    await control.close()
    await sql.end()
  }
  return {
    url: databaseUrl,
    dataDir,
    world,
    sql,
    control,
    open,
    worker,
    supervise,
    living,
    stop,
    submit,
    run,
    events,
    reached,
    told,
    finished,
    ended,
    made,
    story,
    stories,
    close,
  }
}

export type Lab = Awaited<ReturnType<typeof openLab>>
