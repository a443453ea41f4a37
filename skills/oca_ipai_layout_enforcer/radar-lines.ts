import type { Radar } from './radar.ts'
import type { RadarRow } from './radar-row.ts'

/** The answer for a terminal: a line a repository, and one for each of its modules that is another now. */
export function radarLines({ rows }: Pick<Radar, 'rows'>): string[] {
  if (rows.length === 0) return ['No repository of this installation has a commit to compare.']
  return rows.flatMap((row) => [lineOf(row), ...row.modules.map((module) => `  ${moduleLine(module)}`), ...row.unreadable.map(unreadLine)])
}

function lineOf({ repository, branch, pin, head, state, behind, since, pinnedBy, message }: RadarRow): string {
  const at = `${repository} (${pin.slice(0, 7)}${pinnedBy === 'clone' ? ', not pinned' : ''})`
  const commits = behind === 1 ? '1 commit' : `${behind} commits`
  switch (state) {
    case 'unknown':
      return `Error: ${at}: ${message}`
    case 'current':
      return `${at}: at the newest commit of ${branch}`
    case 'behind':
      return `${at}: ${commits} behind ${branch} (${String(head).slice(0, 7)}), since ${String(since).slice(0, 10)}`
    case 'apart':
      return `Warning: ${at} is not in the history of ${branch}, which has ${commits} that it does not have`
  }
}

/** What a newer commit does to a module, in a line. */
export function moduleLine({
  name,
  change,
  versionBefore,
  version,
  needs,
  needsNoMore,
  wants,
  wantsNoMore,
  migrations,
}: RadarRow['modules'][number]): string {
  const step =
    change === 'added'
      ? `new, ${version}`
      : change === 'removed'
        ? 'gone'
        : versionBefore === version
          ? `${version} as before`
          : `${versionBefore} to ${version}`
  const more: [string, readonly string[]][] = [
    ['needs', needs],
    ['needs no more', needsNoMore],
    ['wants', wants],
    ['wants no more', wantsNoMore],
    ['migrations', migrations],
  ]
  const told = more.filter(([, names]) => change === 'changed' && names.length > 0).map(([what, names]) => `; ${what} ${names.join(', ')}`)
  return `${name}: ${step}${told.join('')}`
}

function unreadLine(path: string): string {
  return `  Error: the manifest of ${path} cannot be read.`
}
