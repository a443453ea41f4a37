import pg from 'pg'
import { OpsError } from '../../core/error.ts'
import type { InstalledModule, OdooDatabases } from './installed-port.ts'

/** The server of Odoo, and the role that reads it. */
export interface OdooServer {
  /** A name, an address, or the folder of a socket. */
  host: string
  port: number
  user: string
  /** Absent where the server asks for none. */
  password?: string | undefined
}

const defaultDeadlineMs = 5_000

/** What waits for its installation is not there yet. Odoo calls the version of the database the latest, and that of the manifest the installed one. */
const sql =
  "select name, latest_version as version from ir_module_module where state in ('installed', 'to upgrade', 'to remove') order by name"

/** Asks a PostgreSQL server over its own protocol, read-only, on a connection for each question. */
export function openOdooDatabases(server: OdooServer | null): OdooDatabases {
  return {
    installed: async (database, { signal, deadlineMs = defaultDeadlineMs } = {}) => {
      if (server === null) return null
      const client = new pg.Client({
        ...server,
        database,
        application_name: 'devops-agent',
        connectionTimeoutMillis: deadlineMs,
        statement_timeout: deadlineMs,
        query_timeout: deadlineMs,
        options: '-c default_transaction_read_only=on',
      })
      // A connection that breaks is told by the question that was under way.
      client.on('error', () => undefined)
      // A client that is left while it connects keeps its promise for ever: who gives up does not wait for it.
      const given = Promise.withResolvers<never>()
      given.promise.catch(() => undefined)
      const giveUp = () => given.reject(signal?.reason)
      signal?.addEventListener('abort', giveUp, { once: true })
      if (signal?.aborted) giveUp()
      try {
        await Promise.race([client.connect(), given.promise])
        const { rows } = await Promise.race([client.query<InstalledModule>(sql), given.promise])
        return rows.map(({ name, version }) => ({ name, version }))
      } catch (error) {
        if (signal?.aborted)
          throw new OpsError('cancelled', `Asking ${database} was cancelled.`, 'Ask again when it is wanted.', { cause: error })
        throw failureOf(error, { database, ...server })
      } finally {
        signal?.removeEventListener('abort', giveUp)
        void client.end().catch(() => undefined)
      }
    },
  }
}

interface Place {
  database: string
  user: string
  where: string
}

const correct = 'Correct addons.postgres in config/agent.yml.'

/** By the codes of PostgreSQL's manual, appendix A. */
const states = new Map<string, (place: Place) => ConstructorParameters<typeof OpsError>>([
  ['3D000', ({ database, where }) => ['not_found', `There is no database ${database} on ${where}.`, 'Correct its name.']],
  ['42P01', ({ database, where }) => ['not_found', `The database ${database} on ${where} is not one of Odoo.`, 'Correct its name.']],
  [
    '42501',
    ({ database, user }) => [
      'refused',
      `${user} may not read what is installed in ${database}.`,
      `Let it: grant select on ir_module_module to ${user}.`,
    ],
  ],
  ['28P01', ({ user, where }) => ['refused', `${where} does not take the password of ${user}.`, correct]],
  ['28000', ({ user, where }) => ['refused', `${where} does not let ${user} in.`, correct]],
  ['57014', ({ database }) => ['timeout', `${database} did not say in time what is installed.`, 'See whether it is locked or overloaded.']],
])

function failureOf(error: unknown, { database, user, host, port }: OdooServer & { database: string }): OpsError {
  const where = `PostgreSQL at ${host}:${port}`
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = states.get(code)?.({ database, user, where })
  if (known) return new OpsError(...known)
  const message = error instanceof Error ? error.message : String(error)
  if (/timeout/i.test(message)) return new OpsError('timeout', `${where} did not answer in time.`, correct, { cause: error })
  const said = message.replace(/\.$/, '').slice(0, 300) || code
  return new OpsError('unavailable', `${where} cannot be asked: ${said}.`, correct, { cause: error })
}
