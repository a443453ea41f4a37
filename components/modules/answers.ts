/** What is wrong with a module, in one word; `fine` where nothing is. */
export const moduleStates = ['fine', 'missing', 'cycle', 'wrong_series', 'not_installable', 'unreadable'] as const
export type ModuleState = (typeof moduleStates)[number]

/** A module of the addons path, as `module_dependency_resolver.list` has it. */
export interface ModuleRow {
  name: string
  title: string
  version: string | null
  path: string
  /** Of the catalogue; null for a module of ours. */
  repository: string | null
  isApplication: boolean
  needs: number
  neededBy: number
  state: ModuleState
  /** What is wrong; empty where all is fine. */
  because: string
  /** What the database says of it; null where none was asked. */
  database: { isInstalled: boolean; version: string | null; isChanged: boolean } | null
}

export interface ModuleList {
  rows: ModuleRow[]
  next: string | null
  total: number
  own: number
  wrong: number
  series: string | null
  because: string
  /** The folders that were looked in. */
  path: string[]
  unread: { path: string; message: string }[]
  /** Why the database could not be asked; null where it was, or none is named. */
  notAsked: string | null
  observedAt: string
}

/** Where a module comes from: a folder of the addons path, Odoo itself, nowhere; or nobody can tell. */
export type Origin = 'addons' | 'odoo' | 'missing' | 'unknown'

/** A module in the order of installation. */
export interface OrderRow {
  name: string
  /** 0 for `base`; else one more than the highest of what it needs. */
  layer: number
  origin: 'addons' | 'odoo'
  path: string | null
  version: string | null
  needs: string[]
  isAsked: boolean
}

export interface MissingModule {
  name: string
  /** Empty for one that was asked for itself. */
  wantedBy: string
  repository: string | null
}

export interface Circle {
  modules: string[]
  cut: { from: string; to: string }
}

export interface ModuleFinding {
  rule: string
  severity: 'error' | 'warning'
  module: string | null
  message: string
  place: string | null
}

/** What `module_dependency_resolver.resolve` answers. */
export interface Resolved {
  rows: OrderRow[]
  automatic: { name: string; because: string[]; countries: string[] }[]
  cycles: Circle[]
  missing: MissingModule[]
  missingRepositories: { name: string; url: string; folder: string; isSubmodule: boolean; modules: string[] }[]
  python: string[]
  bin: string[]
  /** What of both is not there; null where nobody was asked. */
  lacking: { python: { name: string; found: string | null }[]; bin: string[] } | null
  findings: ModuleFinding[]
  commands: { purpose: string; argv: string[] }[]
  series: string | null
  isExact: boolean
}

/** A module in a drawing, as `module_dependency_resolver.graph` has it. */
export interface GraphNode {
  name: string
  origin: Origin
  repository: string | null
  /** Steps from the focus: negative for what it needs, positive for what needs it. */
  distance: number
  /** From what is needed, at the left. */
  column: number
  /** In its column, from the top. */
  place: number
  needs: string[]
}

export interface Graph {
  rows: GraphNode[]
  /** As many were left out at the limit. */
  more: number
}

/** A module that a range of commits changes or reaches. */
export interface ImpactRow {
  name: string
  path: string | null
  /** `reached` did not change, and depends on one that did. */
  change: 'added' | 'changed' | 'removed' | 'reached'
  files: number
  needsUpdate: boolean
  version: string | null
  versionBefore: string | null
  needsBump: boolean
}

/** What `module_dependency_resolver.impact` answers. */
export interface Impact {
  rows: ImpactRow[]
  verdict: 'nothing' | 'restart' | 'update'
  /** Changed files that belong to no module. */
  elsewhere: number
  /** Folders whose manifests cannot be read. */
  unreadable: string[]
  commands: { purpose: string; argv: string[] }[]
  base: { name: string; sha: string }
  head: { name: string; sha: string }
}
