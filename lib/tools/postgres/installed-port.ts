import type { CallOptions } from '../tools.ts'

/** A module that a database has. */
export interface InstalledModule {
  name: string
  /** That was installed or updated last; null where the database has none of it. */
  version: string | null
}

/**
 * The databases of the Odoo whose addons these are. They are only read. Errors: `not_found` (no such database, or none of Odoo),
 * `refused` (the role may not read it), `unavailable`, `timeout`, `cancelled`.
 */
export interface OdooDatabases {
  /** The modules that a database has, those included that wait for an upgrade or their removal; by name. Null where no server is configured. */
  installed(database: string, options?: CallOptions): Promise<InstalledModule[] | null>
}
