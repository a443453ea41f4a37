import type { CallOptions, Tools } from '../tools.ts'
import { create, databases, drop, makeTemplate, size } from './databases.ts'
import { harden } from './harden.ts'
import type { PostgresServer, PostgresTool } from './port.ts'
import type { Session } from './psql.ts'
import { query, rowsOf } from './query.ts'

/** PostgreSQL by the psql that is in its container. It holds no connection, so there is nothing to close. */
export function openPostgres({ docker }: { docker: Tools['docker'] }): PostgresTool {
  const on = (server: PostgresServer, options: CallOptions = {}): Session => ({ docker, server, options })
  return {
    version: async (server, options) => {
      const [row] = await rowsOf(on(server, options), { sql: `select split_part(current_setting('server_version'), ' ', 1) as version` })
      return String(row?.version)
    },
    harden: async (server, options) => harden(on(server, options)),
    databases: async (server, options) => databases(on(server, options)),
    size: async (server, name, options) => size(on(server, options), name),
    create: async (server, database, options) => create(on(server, options), database),
    drop: async (server, name, options) => drop(on(server, options), name),
    makeTemplate: async (server, from, to, options) => makeTemplate(on(server, options), from, to),
    roles: async (server, options) => {
      const rows = await rowsOf(on(server, options), {
        sql: `select rolname as name from pg_roles where rolname !~ '^pg_' order by rolname`,
      })
      return rows.map(({ name }) => String(name))
    },
    query: async (server, asked, options) => query(on(server, options), asked),
  }
}
