import { OpsError } from '../../core/error.ts'
import type { CallOptions, Tools } from '../tools.ts'
import { create, databases, drop, makeTemplate, reassign } from './databases.ts'
import { harden } from './harden.ts'
import type { PostgresServer, PostgresTool } from './port.ts'
import { type Session, there } from './psql.ts'
import { query, rowsOf } from './query.ts'
import { createRole, dropRole, roles } from './roles.ts'

const readyMs = 10_000

/** PostgreSQL by the psql that is in its container. It holds no connection, so there is nothing to close. */
export function openPostgres({ docker }: { docker: Tools['docker'] }): PostgresTool {
  const on = (server: PostgresServer, options: CallOptions = {}): Session => ({ docker, server, options })
  return {
    isReady: (server, options) => isReady(on(server, options)),
    version: async (server, options) => {
      const [row] = await rowsOf(on(server, options), { sql: `select split_part(current_setting('server_version'), ' ', 1) as version` })
      return String(row?.version)
    },
    harden: async (server, options) => harden(on(server, options)),
    databases: async (server, options) => databases(on(server, options)),
    create: async (server, database, options) => create(on(server, options), database),
    drop: async (server, name, options) => drop(on(server, options), name),
    makeTemplate: async (server, from, to, options) => makeTemplate(on(server, options), from, to),
    reassign: async (server, database, owner, options) => reassign(on(server, options), database, owner),
    createRole: async (server, role, options) => createRole(on(server, options), role),
    dropRole: async (server, name, options) => dropRole(on(server, options), name),
    roles: async (server, options) => roles(on(server, options)),
    query: async (server, asked, options) => query(on(server, options), asked),
  }
}

/**
 * Asked over TCP: while an image sets up its first cluster, a server answers on the local socket that goes away again.
 */
async function isReady({ docker, server, options }: Session): Promise<boolean> {
  const argv = ['pg_isready', '--quiet', '--host=127.0.0.1', `--username=${server.admin}`]
  try {
    const { exitCode } = await there(docker.exec(server.container, { argv }, { deadlineMs: readyMs, ...options }), server)
    return exitCode === 0
  } catch (error) {
    if (error instanceof OpsError && (error.code === 'unavailable' || error.code === 'timeout')) return false
    throw error
  }
}
