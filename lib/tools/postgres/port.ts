import type { CallOptions } from '../tools.ts'

/** A PostgreSQL server that runs in a container: its client programs are those in it, so they are of its own version. */
export interface PostgresServer {
  /** Name or id of the container. */
  container: string
  /** The role that administers it, trusted on its local socket. */
  admin: string
}

export interface DatabaseFacts {
  name: string
  owner: string
  sizeBytes: number
  isTemplate: boolean
  /** What `create` or `makeTemplate` was given as a note; empty when nothing. */
  note: string
}

export type SqlValue = string | number | boolean | null
export type SqlRow = Record<string, unknown>

/**
 * Databases and roles of a server. Names are `[a-z_][a-z0-9_]{0,62}`, others are `invalid`. Values reach SQL as quoted literals
 * by stdin, never in argv; of passwords only a verifier. Errors: `invalid` (name, SQL that the server refuses, with its message),
 * `refused` (what belongs to the server itself), `not_found` (database, role), `conflict` (exists, in use), `unavailable` (server or
 * engine down), `timeout`, `cancelled`.
 */
export interface PostgresTool {
  /** True when the server answers other containers; false when it, its container or the engine is down. */
  isReady(server: PostgresServer, options?: CallOptions): Promise<boolean>
  /** Version of the server: `17.5`. */
  version(server: PostgresServer, options?: CallOptions): Promise<string>
  /**
   * Makes a server fit for roles that nobody trusts: they connect to their own database and to `postgres` (where Odoo looks whether
   * its database exists), and leave nothing there. To be called again costs one question.
   */
  harden(server: PostgresServer, options?: CallOptions): Promise<void>
  /** All databases but `template0` and `template1`, by name. */
  databases(server: PostgresServer, options?: CallOptions): Promise<DatabaseFacts[]>
  /**
   * Makes a database, as a copy of `template` when given, else empty, in UTF-8 and sorted by code points as Odoo makes its own. Only
   * its owner and the admin may connect to it. What is in a copy belongs to the template's keeper: `reassign` comes next.
   */
  create(
    server: PostgresServer,
    database: { name: string; owner: string; template?: string | undefined; note?: string | undefined },
    options?: CallOptions,
  ): Promise<void>
  /** Ends its connections and removes it, also a template; nothing happens when it is gone. */
  drop(server: PostgresServer, name: string, options?: CallOptions): Promise<void>
  /**
   * Renames a database, ends its connections and lets nobody connect: from then on it is only copied. It is the admin's then, and
   * what is in it a keeper's, so that the role that made it can be dropped.
   */
  makeTemplate(server: PostgresServer, from: string, to: { name: string; note: string }, options?: CallOptions): Promise<void>
  /** Gives a database, and everything in it that is not the admin's, to another owner. */
  reassign(server: PostgresServer, database: string, owner: string, options?: CallOptions): Promise<void>
  /** Makes a role that may log in, and do nothing else; an existing one gets the new password and limit. */
  createRole(server: PostgresServer, role: { name: string; password: string; connections: number }, options?: CallOptions): Promise<void>
  /** Removes a role that owns no database any more; nothing happens when it is gone. */
  dropRole(server: PostgresServer, name: string, options?: CallOptions): Promise<void>
  roles(server: PostgresServer, options?: CallOptions): Promise<string[]>
  /**
   * Runs one statement as the admin; `:'name'` and `:"name"` in it stand for the parameters (null only for `:'name'`). Rows come as
   * JSON gives them; only select, with, values and table have any.
   */
  query(
    server: PostgresServer,
    query: { database: string; sql: string; parameters?: Record<string, SqlValue> | undefined },
    options?: CallOptions,
  ): Promise<SqlRow[]>
}
