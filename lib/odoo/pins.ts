import type { Catalogue } from './catalogue.ts'
import type { SubmoduleEntry } from './git-modules.ts'
import { withoutSecret } from './git-modules.ts'

/** A repository of the installation, with the commit that it stands at. */
export interface Pin {
  name: string
  /** Below the root. */
  path: string
  url: string
  /** Where newer commits of it come from; null for the repository's own default branch. */
  branch: string | null
  sha: string
  /** What holds it there: the root's commit, the catalogue, or nothing but the clone that lies there. */
  by: 'submodule' | 'catalogue' | 'clone'
}

interface Known {
  catalogue: Catalogue | null
  /** The series that is configured. */
  series: string | undefined
  /** The submodules of the root's commit, and what its `.gitmodules` says of them. */
  submodules: readonly { path: string; sha: string }[]
  entries: readonly SubmoduleEntry[]
  /** How the clone at a path stands. */
  standing(path: string): { commit: string | null } | { problem: string } | null | undefined
}

/** The repositories of an installation that stand at a commit, by name. One that lies nowhere has none. */
export function pinsFrom({ catalogue, series, submodules, entries, standing }: Known): Pin[] {
  const repositories = catalogue?.repositories ?? []
  const usual = series ?? mostlyOn(repositories)
  const pinned = submodules.flatMap(({ path, sha }): Pin[] => {
    const entry = entries.find((one) => one.path === path)
    const known = repositories.find((one) => one.path === path)
    const url = known?.url ?? entry?.url
    if (!url) return []
    const name = known?.name ?? path.replace(/^.*\//, '')
    return [{ name, path, url, branch: known?.branch ?? entry?.branch ?? usual, sha, by: 'submodule' }]
  })
  const others = repositories.filter(({ path }) => !submodules.some((one) => one.path === path))
  const clones = others.flatMap(({ name, path, url, branch, commit }): Pin[] => {
    const state = commit === undefined ? standing(path) : { commit }
    const sha = state && 'commit' in state ? state.commit : null
    return sha === null ? [] : [{ name, path, url, branch: branch ?? usual, sha, by: commit === undefined ? 'clone' : 'catalogue' }]
  })
  return [...pinned, ...clones]
    .map((pin) => ({ ...pin, url: withoutSecret(pin.url) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** The commits that repositories are to stand at, by their paths: those of the root's submodules, else of the catalogue. */
export function wantedCommits(catalogue: Catalogue | null, submodules: Known['submodules']): Map<string, string> {
  const named = (catalogue?.repositories ?? []).flatMap(({ path, commit }) => (commit === undefined ? [] : [[path, commit] as const]))
  return new Map([...named, ...submodules.map(({ path, sha }) => [path, sha] as const)])
}

/** The branch that most repositories name; null where none names one. */
function mostlyOn(repositories: Catalogue['repositories']): string | null {
  const named = repositories.flatMap(({ branch }) => branch ?? [])
  const counts = [...Map.groupBy(named, (branch) => branch)].sort(([, one], [, other]) => other.length - one.length)
  return counts[0]?.[0] ?? null
}
