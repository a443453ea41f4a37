import type { Catalogue } from '../odoo/catalogue.ts'
import type { AddonsFiles } from '../tools/filesystem/addons-port.ts'

/** The addons of the installation as they lie on disk, with the catalogue that says where they come from. */
export interface AddonsTool extends AddonsFiles {
  /** Null where none is configured, or there is no such file. Errors: `invalid`, with file and key. */
  catalogue(): Promise<Catalogue | null>
}
