import type { ModuleStep } from './pin-radar.ts'

/** What the radar has found out of a repository. */
export interface PinReading {
  repository: string
  branch: string | null
  pinnedBy: 'submodule' | 'catalogue' | 'clone'
  pin: string
  head: string | null
  state: 'current' | 'behind' | 'apart' | 'unknown'
  behind: number
  since: string | null
  modules: readonly ModuleStep[]
  unreadable: readonly string[]
  message: string
}

/** Modules that the text of a pull request names: it has its longest length. */
const mostTold = 100

/** The answer for a terminal: a line a repository, and one for each of its modules that is another now. */
export function radarLines({ rows }: { rows: readonly PinReading[] }): string[] {
  if (rows.length === 0) return ['No repository of this installation has a commit to compare.']
  return rows.flatMap((row) => [
    lineOf(row),
    ...row.modules.map((module) => `  ${moduleLine(module)}`),
    ...row.unreadable.map((path) => `  Error: the manifest of ${path} cannot be read.`),
  ])
}

/** What a pull request says of the commit that it brings a repository to. */
export function bumpText({ branch, pin, head, state, behind, since, modules, unreadable }: PinReading): string {
  const at = pin.slice(0, 7)
  const first =
    state === 'apart'
      ? `${at} is not in the history of ${branch}, which has ${counted(behind)} that it does not have.`
      : `${at} is ${counted(behind)} behind ${branch}, the first of ${String(since).slice(0, 10)}.`
  const more = modules.length > mostTold ? [`- and ${modules.length - mostTold} more`] : []
  const lines = [...modules.slice(0, mostTold).map((module) => `- ${moduleLine(module)}`), ...more]
  return [
    `${first} The newest commit is ${head}.`,
    lines.length === 0 ? 'No module changes.' : `What its modules become:\n\n${lines.join('\n')}`,
    ...(unreadable.length === 0 ? [] : [`Manifests that cannot be read at the newest commit: ${unreadable.join(', ')}.`]),
  ].join('\n\n')
}

function lineOf({ repository, branch, pin, head, state, behind, since, pinnedBy, message }: PinReading): string {
  const at = `${repository} (${pin.slice(0, 7)}${pinnedBy === 'clone' ? ', not pinned' : ''})`
  switch (state) {
    case 'unknown':
      return `Error: ${at}: ${message}`
    case 'current':
      return `${at}: at the newest commit of ${branch}`
    case 'behind':
      return `${at}: ${counted(behind)} behind ${branch} (${String(head).slice(0, 7)}), since ${String(since).slice(0, 10)}`
    case 'apart':
      return `Warning: ${at} is not in the history of ${branch}, which has ${counted(behind)} that it does not have`
  }
}

function moduleLine({ name, change, versionBefore, version, needs, needsNoMore, wants, wantsNoMore, migrations }: ModuleStep): string {
  if (change === 'added') return `${name}: new, ${version}`
  if (change === 'removed') return `${name}: gone`
  const step = versionBefore === version ? `${version} as before` : `${versionBefore} to ${version}`
  const more: [string, readonly string[]][] = [
    ['needs', needs],
    ['needs no more', needsNoMore],
    ['wants', wants],
    ['wants no more', wantsNoMore],
    ['migrations', migrations],
  ]
  const told = more.filter(([, names]) => names.length > 0).map(([what, names]) => `; ${what} ${names.join(', ')}`)
  return `${name}: ${step}${told.join('')}`
}

function counted(commits: number): string {
  return commits === 1 ? '1 commit' : `${commits} commits`
}
