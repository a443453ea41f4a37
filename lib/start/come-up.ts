import { createHash } from 'node:crypto'
import os from 'node:os'
import { type Env, readEnv } from '../../config/env.ts'
import { OpsError } from '../core/error.ts'
import { openDatabase } from './database.ts'
import { makeExamples } from './example.ts'
import { announce } from './find.ts'
import { untilIdle } from './idle.ts'
import type { Leaving } from './leave.ts'
import type { StartOptions } from './main.ts'
import { openProcessList } from './process-list.ts'
import { openSecrets } from './secrets.ts'
import type { StopStack } from './stop-stack.ts'
import { choosePortOfWeb, healthOf, runWeb, type WebOptions } from './web-part.ts'
import { bootOf, runWorker, workerIsReady } from './worker-part.ts'

export interface Coming extends StartOptions {
  dataDir: string
  stops: StopStack
  leaving: Leaving
  /** Something happened. */
  say(line: string): void
  /** What the start was for: the address. */
  tell(line: string): void
}

const readyMs = 60_000

/** Database, tables, example, worker and, unless headless, web server: each with its stop put on the stack. Ends early when asked to leave. */
export async function comeUp(coming: Coming): Promise<void> {
  const { root, dataDir, headless, env, stops, leaving, say } = coming
  const processes = openProcessList(dataDir)
  stops.add({ name: 'the list of processes', calmly: processes.remove })
  const externalUrl = env.DATABASE_URL || undefined
  const databaseUrl = await openDatabase({ root, dataDir, externalUrl, stops, say })
  await makeExamples(dataDir)
  if (leaving.isAsked) return
  const settings = readEnv({ ...env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir })
  const common = { ...env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, CONTROL_ROOM_ROOT: root, NODE_ENV: 'production' as const }
  const part = { cwd: root, databaseUrl, stops, say, env: common, onLaunch: processes.add }
  const workerId = settings.WORKER_ID ?? workerIdOf(dataDir, externalUrl !== undefined)
  const earlierBoot = await bootOf(databaseUrl, workerId)
  const leaseMs = settings.LEASE_MS
  runWorker({ ...part, workerId, leaseMs, env: { ...common, WORKER_ID: workerId, LEASE_MS: String(leaseMs) } })
  if (!headless) return servePages(coming, part, settings)
  await until(leaving, 'worker', () => workerIsReady(databaseUrl, workerId, earlierBoot))
  if (leaving.isAsked) return
  stops.add({ name: 'the announcement', calmly: announce(dataDir, { port: null, address: null, databaseUrl }, new Date()) })
  stops.add({ name: 'the idle watch', calmly: untilIdle(databaseUrl, leaving.ask) })
}

type Common = Omit<WebOptions, 'address'>

async function servePages({ dataDir, port: asked, stops, leaving, tell }: Coming, part: Common, settings: Env): Promise<void> {
  const port = await choosePortOfWeb(dataDir, asked)
  const address = `http://127.0.0.1:${port}`
  const NEXTAUTH_SECRET = settings.NEXTAUTH_SECRET ?? openSecrets(dataDir).nextAuthSecret
  const NEXTAUTH_URL = settings.NEXTAUTH_URL ?? address
  runWeb({ ...part, address, env: { ...part.env, PORT: String(port), HOSTNAME: '127.0.0.1', NEXTAUTH_SECRET, NEXTAUTH_URL } })
  await until(leaving, 'web server', async () => (await healthOf(address)) === 200)
  if (leaving.isAsked) return
  const { databaseUrl } = part
  stops.add({ name: 'the announcement', calmly: announce(dataDir, { port, address, databaseUrl }, new Date()) })
  tell(`Control room: ${address}`)
  // On first use: the database client is large, and a headless start needs none.
  const { newSetupToken } = await import('../store/setup.ts')
  const token = await newSetupToken(databaseUrl)
  if (token !== null) tell(`First admin: ${address}/welcome?token=${token}`)
}

/** Unique per slot: two control rooms of one machine on one outside database are told apart by their data folders. */
function workerIdOf(dataDir: string, isShared: boolean): string {
  const host = os
    .hostname()
    .replace(/[^\w.-]/g, '-')
    .slice(0, 60)
  return isShared ? `${host}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 6)}-1` : `${host}-1`
}

async function until(leaving: Leaving, name: string, isReady: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + readyMs; !leaving.isAsked; await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (await isReady().catch(() => false)) return
    if (Date.now() > end)
      throw new OpsError('unavailable', `The ${name} was not ready within ${readyMs / 1000} s.`, 'What it said stands above.')
  }
}
