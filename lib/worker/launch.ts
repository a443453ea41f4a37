import { setTimeout as pause } from 'node:timers/promises'
import { DBOS } from '@dbos-inc/dbos-sdk'
import pg from 'pg'

/** A session that is silent for longer loses the lock: a worker paused during its launch holds nobody up. */
const silenceMs = 5000

/** Lays or upgrades the engine's tables. Two workers that do so at once on a fresh database collide: one at a time. */
export async function layEngineTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'control-room-launch',
    idle_in_transaction_session_timeout: silenceMs,
  })
  client.on('error', () => {})
  await client.connect()
  const beat = setInterval(() => void client.query('select 1').catch(() => {}), silenceMs / 5)
  try {
    await client.query(`set idle_session_timeout = ${silenceMs}`)
    await untilLocked(client)
    await DBOS.migrate(patient(databaseUrl))
  } finally {
    clearInterval(beat)
    await client.end().catch(() => {})
  }
}

/** Asked again and again: a session that waits inside the database holds a snapshot, for which the engine's concurrent indexes wait. */
async function untilLocked(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock(hashtext('control room launch')) as locked")
    if (rows[0]?.locked) return
    await pause(100)
  }
}

/** A migration that is paused in the middle must not keep its locks for ever. */
function patient(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.searchParams.set('options', `-c idle_in_transaction_session_timeout=${silenceMs}`)
  return url.toString()
}
