import { rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { readPrivate, writePrivate } from './private-file.ts'
import { isAlive, startedAt } from './process-identity.ts'

const shape = z.object({
  /** The supervisor. */
  pid: z.number(),
  processStarted: z.string(),
  /** Null when it runs headless: without a web server. */
  port: z.number().nullable(),
  address: z.string().nullable(),
  databaseUrl: z.string(),
  startedAt: z.iso.datetime(),
})

/** A control room that is ready, as `<data>/control-room.json` (mode 0600) names it. */
export type ControlRoom = z.output<typeof shape>

/** The control room that runs on this data folder and is ready; null when none is. */
export function findControlRoom(dataDir: string): ControlRoom | null {
  const found = readPrivate(fileOf(dataDir), shape)
  return found && isAlive(found.pid, found.processStarted) ? found : null
}

/** Says where this process's control room is, until the returned function is called. */
export function announce(dataDir: string, room: Omit<ControlRoom, 'pid' | 'processStarted' | 'startedAt'>, now: Date): () => void {
  const { pid } = process
  writePrivate(fileOf(dataDir), { pid, processStarted: startedAt(pid) ?? '', ...room, startedAt: now.toISOString() })
  return () => rmSync(fileOf(dataDir), { force: true })
}

function fileOf(dataDir: string): string {
  return path.join(dataDir, 'control-room.json')
}
