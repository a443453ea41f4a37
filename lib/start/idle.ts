import { askDatabase } from './ask-database.ts'
import { watch } from './watch.ts'

const everyMs = 5000
const idleLooks = 12

const isNeeded = `select exists (select from pg_stat_activity where datname = current_database() and application_name like 'control-room-cli%')
  or exists (select from "Run" where status in ('queued', 'running', 'undoing')) as needed`

/** Calls `leave` when for a minute no command was connected and no run was under way. Returns what ends this. */
export function untilIdle(databaseUrl: string, leave: () => void, pace = { everyMs, strikes: idleLooks }): () => Promise<void> {
  return watch({ ...pace, ask: () => isInUse(databaseUrl), onDown: leave })
}

/** Null when the database does not answer. */
async function isInUse(databaseUrl: string): Promise<boolean | null> {
  const rows = await askDatabase(databaseUrl, { text: isNeeded }).catch(() => null)
  return rows && rows[0]?.needed !== false
}
