import type { CallOptions } from '../tools.ts'

/**
 * The databases of the Odoo whose addons these are. They are only read. Errors: `not_found` (no such database, or none of Odoo),
 * `refused` (the role may not read it), `unavailable`, `timeout`, `cancelled`.
 */
export interface OdooDatabases {
  /** The modules that a database has, those included that wait for an upgrade or their removal; sorted. Null where no server is configured. */
  installed(database: string, options?: CallOptions): Promise<string[] | null>
}
