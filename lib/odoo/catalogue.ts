/** Where the addons of an installation come from: `config/addons_manifest.oca_ipai.json` of its repository. */
export interface Catalogue {
  /** Folders below the repository's root. */
  roots: { oca: string; ipai: string }
  repositories: readonly CataloguedRepository[]
  /** Name of a repository → the modules that are wanted of it. */
  mustHave: Readonly<Record<string, readonly string[]>>
  /** What a person calls a group of modules → the modules. */
  features: Readonly<Record<string, readonly string[]>>
}

export interface CataloguedRepository {
  name: string
  url: string
  /** Folder below the root of the installation's repository. */
  path: string
  purpose: string
  /** Where it is not on the branch of the series. */
  branch?: string | undefined
  /** The commit that a clone is to stand at: 40 hexadecimal digits. A submodule has its own in the commit of the root. */
  commit?: string | undefined
}

/** The repository that a module is wanted from; null for one that the catalogue does not name. */
export function repositoryOf(module: string, { repositories, mustHave }: Catalogue): CataloguedRepository | null {
  const owner = Object.entries(mustHave).find(([, modules]) => modules.includes(module))?.[0]
  return repositories.find(({ name }) => name === owner) ?? null
}
