import type { Catalogue, CataloguedRepository } from './catalogue.ts'
import type { Manifest } from './manifest.ts'
import type { ManifestProblem } from './manifest-fields.ts'

/** How a repository of its own stands, as `lib/tools/git` reads it. */
interface StandingTree {
  commit: string | null
  branch: string | null
  origin: string | null
  changed: { count: number; first: string[] }
  isShallow: boolean
}

/** What lies at the path of a repository: nothing, a folder that is none of its own, a repository, or something that cannot be read. */
export type Standing =
  | { kind: 'absent' }
  | { kind: 'empty' }
  | { kind: 'folder' }
  | { kind: 'unread'; problem: string }
  | ({ kind: 'repository' } & StandingTree)

/** A repository of the catalogue with what is found at its path. */
export interface LayoutRepository extends CataloguedRepository {
  standing: Standing
  /** The commit it is to stand at: the gitlink of a submodule, else the catalogue's; null for a clone that follows its branch. */
  pin: string | null
  isSubmodule: boolean
  /** The branch it is to be on; null where nobody says. */
  wantedBranch: string | null
}

/** A module as it lies in the tree. Paths are below the root. */
export interface LayoutModule {
  name: string
  path: string
  /** The folder that it lies in. */
  folder: string
  manifest: Manifest | null
  problems: readonly ManifestProblem[]
  /** Why it cannot be read. */
  unreadable: string | null
  /** Names of what lies in the module's folder. */
  entries: readonly string[]
}

/** A folder directly below the one of the repositories. */
export interface LayoutFolder {
  path: string
  standing: Standing
  /** It has a manifest, and is a module itself. */
  isModule: boolean
}

/** A text file of the tree; `sha256` is of its bytes. */
interface LayoutFile {
  text: string
  sha256: string
}

/** All that the rules look at: an installation's root as it lies on disk, beside what its catalogue says. */
export interface LayoutTree {
  /** Where the root lies; absolute. */
  at: string
  catalogue: Catalogue
  /** Below the root: where a repository is missing the catalogue is what says so. */
  cataloguePath: string
  /** Of Odoo; null where nobody can tell. */
  series: string | null
  repositories: readonly LayoutRepository[]
  /** In the order of the addons path, then by name. */
  modules: readonly LayoutModule[]
  /** What lies directly below the folder of the repositories. */
  folders: readonly LayoutFolder[]
  /** Folders of addons that cannot be read, and why. */
  unread: readonly { path: string; message: string }[]
  /** The submodules of the root's commit: path → commit. */
  gitlinks: ReadonlyMap<string, string>
  /** Null where the root is no git repository. */
  root: StandingTree | null
  /** A text of the tree by its path; null where there is no such file. */
  file(path: string): LayoutFile | null
  /** What lies at a path. */
  kindOf(path: string): 'file' | 'folder' | null
}
