import { databaseOf, roleLabel, runLabel } from '../../../lib/core/labels.ts'
import type { Labels } from '../../../lib/tools/docker/port.ts'
import type { PostgresServer } from '../../../lib/tools/postgres/port.ts'

/** The server that keeps the databases of builds, one an engine; it stays between runs, as the templates in it do. */
export const buildServer: PostgresServer = { container: 'devops-agent-build-postgres', admin: 'postgres' }
export const buildServerLabels: Labels = { [roleLabel]: 'build-database' }

/** What one run has on the engine: all of it bears the run's label, and is found by it after a crash. */
export interface Own {
  labels: Labels
  network: string
  volume: string
  /** The database and the role that owns it have one name. */
  database: string
}

export function ownOf(runId: string): Own {
  const database = databaseOf(runId)
  const name = `devops-agent-${database.replaceAll('_', '-')}`
  return { labels: { [runLabel]: runId }, network: name, volume: name, database }
}
