/** How Odoo is tested. */
export interface OdooSettings {
  /** The image, in which `{major}` stands for 19 and `{series}` for 19.0. */
  image: string
  postgresImage: string
  /** Processors of one build, in parts. */
  cpus: number
  /** True when a build may reach other hosts. */
  egress: boolean
  /** The modules of Odoo itself; null for a series whose list is not known. */
  coreModules(series: string): ReadonlyMap<string, { depends: readonly string[]; autoInstall: boolean | readonly string[] }> | null
  /** Their names alone, of more series; null where not even those are known. */
  coreNames(series: string): ReadonlySet<string> | null
}

/** What ties a repository at GitHub to this control room. */
export interface GithubTies {
  /** Where GitHub is to call; null as long as nobody has said where this control room is reached. */
  hookUrl: string | null
  /** By which its code may be fetched; null where none is configured. */
  deployKey: { title: string; publicKey: string } | null
}

/** Where the addons of the installation lie. */
export interface AddonsSettings {
  /** The checkout whose addons they are; null when none is configured. */
  root: string | null
  /** Absolute: the file that says where addons come from. Null without a root. */
  catalogue: string | null
  /** Of Odoo, such as `18.0`; by default what the manifests say. */
  series?: string | undefined
  /** Further folders of the addons path, Odoo's own among them. Absolute. */
  path: readonly string[]
  /** The database of which is said what it has installed; absent where none is configured. */
  database?: string | undefined
  /** The Python that Odoo runs with. Absolute; absent where none is configured. */
  python?: string | undefined
}
