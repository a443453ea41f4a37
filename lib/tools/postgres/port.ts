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
  /** Version of the server: `17.5`. */
  version(server: PostgresServer, options?: CallOptions): Promise<string>
  /**
   * Makes a server fit for roles that nobody trusts: they connect to their own database and to `postgres` (where Odoo looks whether
   * its database exists), and leave nothing there. To be called again costs one question. `unavailable` while it is being set up.
   */
  harden(server: PostgresServer, options?: CallOptions): Promise<void>
  /** All databases but `template0` and `template1`, by name. */
  databases(server: PostgresServer, options?: CallOptions): Promise<DatabaseFacts[]>
  /** Bytes that a database has on disk. */
  size(server: PostgresServer, name: string, options?: CallOptions): Promise<number>
  /**
   * Makes a database, as a copy of `template` when given, else empty, in UTF-8 and sorted by code points as Odoo makes its own; and
   * the role of its name, which may log in, owns it with all that is in it, and can do nothing else. Only they and the admin come in.
   * A role that is there gets the new password and limit; a database that is there is a `conflict`.
   */
  create(
    server: PostgresServer,
    database: { name: string; password: string; connections: number; template?: string | undefined; note?: string | undefined },
    options?: CallOptions,
  ): Promise<void>
  /** Ends its connections and removes it, also a template, and the role of its name; nothing happens when they are gone. */
  drop(server: PostgresServer, name: string, options?: CallOptions): Promise<void>
  /**
   * Renames a database, ends its connections and lets nobody connect: from then on it is only copied. It is the admin's then, and
   * what is in it a keeper's, so that the role that made it can be dropped.
   */
  makeTemplate(server: PostgresServer, from: string, to: { name: string; note: string }, options?: CallOptions): Promise<void>
  /** Names of all roles but the server's own. */
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
