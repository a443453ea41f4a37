import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { OpsError } from '../core/error.ts'

export interface Migrations {
  applied: string[]
  pending: string[]
}

/** What of `folder` (prisma/migrations) the database has and has not. A database that a newer version has changed is refused. */
export function readMigrations(url: string, folder: string): Promise<Migrations> {
  return underLock(url, (client) => compare(client, folder))
}

/**
 * Applies what is pending as `prisma migrate deploy` does: the same table, checksum and advisory lock. Each migration is one transaction
 * with its row, so that one that fails, or is cut short, leaves nothing. Returns the names applied.
 */
export function migrate(url: string, folder: string): Promise<string[]> {
  return underLock(url, async (client) => {
    const { pending } = await compare(client, folder)
    for (const name of pending) await applyOne(client, name, readFileSync(path.join(folder, name, 'migration.sql'), 'utf8'))
    return pending
  })
}

async function compare(client: pg.Client, folder: string): Promise<Migrations> {
  await client.query(`create table if not exists _prisma_migrations (id varchar(36) primary key not null, checksum varchar(64) not null,
    finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
    started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`)
  const { rows } = await client.query<{ name: string; finished: boolean }>(
    'select migration_name as name, finished_at is not null as finished from _prisma_migrations where rolled_back_at is null order by started_at',
  )
  const failed = rows.find((row) => !row.finished)
  if (failed)
    throw new OpsError(
      'conflict',
      `The migration ${failed.name} failed earlier.`,
      `Settle it with: npx prisma migrate resolve --rolled-back ${failed.name}`,
    )
  const known = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  const applied = rows.map((row) => row.name)
  const newer = applied.find((name) => !known.includes(name))
  if (newer) {
    const hint = 'Start the newer version, or put back the copy of the database that was taken before that migration.'
    throw new OpsError('conflict', `The database has the migration ${newer}, which this version does not know.`, hint)
  }
  return { applied, pending: known.filter((name) => !applied.includes(name)) }
}

async function applyOne(client: pg.Client, name: string, sql: string): Promise<void> {
  const id = randomUUID()
  const checksum = createHash('sha256').update(sql).digest('hex')
  try {
    await client.query('begin')
    await client.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', [id, checksum, name])
    await client.query(sql)
    await client.query('update _prisma_migrations set finished_at = clock_timestamp(), applied_steps_count = 1 where id = $1', [id])
    await client.query('commit')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new OpsError('internal', `The migration ${name} failed: ${why}.`, 'The database is as it was before it.', { cause: error })
  }
}

const patienceMs = 60_000

/** The lock that Prisma's own migrator takes; it goes with the connection. */
async function underLock<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'control-room-migrate',
    connectionTimeoutMillis: 10_000,
    lock_timeout: patienceMs,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(72707369)').catch((cause: unknown) => {
      const hint = 'Wait for it; when it hangs, end it.'
      throw new OpsError('conflict', `Another start has been migrating this database for ${patienceMs / 1000} s.`, hint, { cause })
    })
    return await work(client)
  } finally {
    await client.end()
  }
}
