import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Postgres } from './postgres.ts'
import { run } from './run.ts'

const keepCopies = 2

/**
 * Copies the folder of the stopped database to `<data>/before-migration/<time>-<name>`, keeps the last two, and starts it again. To go back: stop
 * the control room, move `<data>/postgres` away and put the copy in its place.
 */
export async function copyDatabase(
  dataDir: string,
  { postgres, name, now }: { postgres: Postgres; name: string; now: Date },
): Promise<string> {
  const shelf = path.join(dataDir, 'before-migration')
  const copy = path.join(shelf, `${now.toISOString().replace(/[:.]/g, '')}-${name}`)
  mkdirSync(shelf, { recursive: true, mode: 0o700 })
  await postgres.stop()
  try {
    // `-a` keeps the owner, without whom PostgreSQL does not start; Node's own copy does not.
    await run('cp', ['-a', '--', postgres.home, `${copy}.new`])
    renameSync(`${copy}.new`, copy)
  } finally {
    rmSync(`${copy}.new`, { recursive: true, force: true })
    await postgres.restart()
  }
  for (const old of readdirSync(shelf).sort().slice(0, -keepCopies)) rmSync(path.join(shelf, old), { recursive: true })
  return copy
}
