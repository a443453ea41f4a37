import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Actor } from '../core/policy.ts'
import type { JsonObject } from '../core/run.ts'
import type { AnyLookVerb, Registry } from '../core/skill.ts'
import type { Sink } from './output.ts'
import type { Room, RoomPlace } from './room.ts'

/** What the command line touches of the process and of the room: a test opens the same on verbs of its own. */
export interface World {
  stdin: Readable & { isTTY?: boolean }
  stdout: Sink
  stderr: Sink
  env: Readonly<Record<string, string | undefined>>
  /** The checkout. */
  root: string
  verbs(): Promise<Registry>
  /** The one that files answer alone and that is typed as these words; none where they are another command. */
  looks(words: string): Promise<Readonly<Record<string, AnyLookVerb>>>
  /** Its answer to who sits here; null where the room has to be asked. */
  look(
    looks: Readonly<Record<string, AnyLookVerb>>,
    address: string,
    input: Readonly<Record<string, unknown>>,
    dataDir: string,
  ): Promise<JsonObject | null>
  open(place: RoomPlace): Promise<Room['control']>
  /** Calls back on each Ctrl-C, until the returned function is called. */
  onInterrupt(handle: () => void): () => void
  exit(code: number): never
}

export function openWorld(): World {
  const root = path.resolve(import.meta.dirname, '../..')
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    root,
    verbs: async () => (await import('../devops-agent.ts')).skills,
    looks: async (words) => (await import('../lookout.ts')).lookTyped(words),
    look: async (looks, address, input, dataDir) => {
      const [{ openLookout }, { readEnv }] = await Promise.all([import('../lookout.ts'), import('../../config/env.ts')])
      // No database is opened: nothing is asked of it.
      const env = readEnv({
        ...process.env,
        DATABASE_URL: process.env.DATABASE_URL || 'postgresql://nobody@127.0.0.1/none',
        DATA_DIR: dataDir,
      })
      return openLookout(looks, env)(localActor(), address, input)
    },
    open: async ({ databaseUrl, dataDir }) => {
      const [{ openRoom }, { readEnv }] = await Promise.all([import('../control.ts'), import('../../config/env.ts')])
      return openRoom('control-room-cli', readEnv({ ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir }))
    },
    onInterrupt: (handle) => {
      process.on('SIGINT', handle)
      return () => void process.off('SIGINT', handle)
    },
    exit: (code) => process.exit(code),
  }
}

/** Whoever can read the data folder's secrets could write the database as well, so here everybody is an admin; the audit names them. */
export function localActor(): Actor {
  const name = userName()
  return { id: `cli:${name}`, name, role: 'admin', surface: 'cli' }
}

function userName(): string {
  try {
    return os.userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
