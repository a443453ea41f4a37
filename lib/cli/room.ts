import { existsSync } from 'node:fs'
import path from 'node:path'
import { errorCodes, OpsError } from '../core/error.ts'
import type { Actor } from '../core/policy.ts'
import type { Control } from '../door/door.ts'
import { type Announced, findAnnounced } from './announced.ts'
import { localActor, type World } from './world.ts'

/** Where a control room is. `announced` is null when only DATABASE_URL names it. */
export interface RoomPlace {
  databaseUrl: string
  dataDir: string
  announced: Announced | null
}

export interface Room extends RoomPlace {
  control: Control
  actor: Actor
}

/** The data folder that is meant: `--data`, DATA_DIR, or `.data` of the checkout (then `isDefault`). */
export function dataFolder({ env, root }: Pick<World, 'env' | 'root'>, given: string | undefined): { dataDir: string; isDefault: boolean } {
  if (given === '') throw new OpsError('invalid', '--data names no folder.', 'Write --data DIR.')
  const named = given ?? (env.DATA_DIR || undefined)
  return { dataDir: path.resolve(named ?? path.join(root, '.data')), isDefault: named === undefined }
}

/** The control room that runs on the data folder, or that DATABASE_URL names; null when there is none. */
export function findRoom(world: Pick<World, 'env' | 'root'>, given: string | undefined): RoomPlace | null {
  const { dataDir } = dataFolder(world, given)
  const announced = findAnnounced(dataDir)
  if (announced) return { databaseUrl: announced.databaseUrl, dataDir, announced }
  return world.env.DATABASE_URL ? { databaseUrl: world.env.DATABASE_URL, dataDir, announced: null } : null
}

/** Opens the room; when none runs, an engine without pages is started, which leaves by itself. */
export async function openRoom(world: World, given: string | undefined, note: (text: string) => void): Promise<Room> {
  const found = findRoom(world, given)
  if (!found) return connect(world, await start(world, given, note))
  return connect(world, found).catch(async (error) => {
    // One without pages may have left between the look and the question.
    if (!found.announced || findAnnounced(found.dataDir)) throw error
    return connect(world, await start(world, given, note))
  })
}

/** Opens a room that runs. Asking once makes a database that is away a sentence. */
export async function connect(world: World, place: RoomPlace): Promise<Room> {
  const control = await world.open(place)
  try {
    await control.health()
  } catch (error) {
    await control.close()
    const message = `The database of the control room, ${withoutPassword(place.databaseUrl)}, does not answer as one of ours.`
    throw new OpsError('unavailable', message, 'Start the control room with `npm start`, which also lays its tables.', { cause: error })
  }
  return { ...place, control, actor: await whoAsks(world, control) }
}

/** Whoever is on the server, or the holder of the token in DEVOPS_AGENT_TOKEN: a script then may do no more than that. */
async function whoAsks({ env }: World, control: Control): Promise<Actor> {
  if (!env.DEVOPS_AGENT_TOKEN) return localActor()
  const actor = await control.bearer(env.DEVOPS_AGENT_TOKEN, 'cli')
  if (actor) return actor
  await control.close()
  throw new OpsError(
    'unauthenticated',
    'The token in DEVOPS_AGENT_TOKEN is unknown, has run out or was revoked.',
    'Make another: devops-agent token create. Or unset the variable.',
  )
}

async function start(world: World, given: string | undefined, note: (text: string) => void): Promise<RoomPlace> {
  const { dataDir, isDefault } = dataFolder(world, given)
  note('Starting the engine…')
  const isKnown = existsSync(path.join(dataDir, 'control-room.lock'))
  const { startHeadless } = await import('./headless.ts')
  const announced = await startHeadless({ root: world.root, dataDir, isDefault, isKnown })
  return { databaseUrl: announced.databaseUrl, dataDir, announced }
}

/** Host and name of a database: what may be shown of its URL. */
export function withoutPassword(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'which DATABASE_URL names'
  const { host, pathname } = new URL(databaseUrl)
  return `${pathname.slice(1)} at ${host}`
}

/** Exit code of a room that is not there. */
export const absentExit = errorCodes.unavailable.exit
