import type { CallOptions } from '../tools.ts'

/** What the manifests of modules need beside other modules: Python packages, by their names for pip or for import, and programs. */
export interface Externals {
  python: readonly string[]
  bin: readonly string[]
}

/** What of it is not there. */
export interface Lacking {
  /** `found` is the version that is there and does not do; null where there is none. */
  python: { name: string; found: string | null }[]
  bin: string[]
}

/**
 * The Python that Odoo itself runs with. Errors: `not_found` (no such program), `unavailable` (it is no Python, or cannot tell),
 * `timeout`, `cancelled`.
 */
export interface PythonTool {
  /** What is missing there, as Odoo would find it: by distribution with version and marker, else by import. Null where no interpreter is configured. */
  lacking(wanted: Externals, options?: CallOptions): Promise<Lacking | null>
}
