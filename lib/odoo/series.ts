/** The series of Odoo that are known, oldest first. */
export const seriesList = ['16.0', '17.0', '18.0', '19.0'] as const

export type Series = (typeof seriesList)[number]

/** What differs between the series, where it matters to a test run. */
interface SeriesFacts {
  /** A new database gets demo data unless it is declined; where false, it is to be asked for. */
  demoByDefault: boolean
  /** `--init` of a module that is installed already runs its tests once more. */
  initTestsInstalled: boolean
  /** What a manifest's version must look like: Odoo refuses others. */
  versions: 'any' | 'short' | 'numeric'
}

const facts: Record<Series, SeriesFacts> = {
  '16.0': { demoByDefault: true, initTestsInstalled: true, versions: 'any' },
  '17.0': { demoByDefault: true, initTestsInstalled: true, versions: 'short' },
  '18.0': { demoByDefault: true, initTestsInstalled: true, versions: 'short' },
  '19.0': { demoByDefault: false, initTestsInstalled: false, versions: 'numeric' },
}

/** What is particular to a series. */
export function factsOf(series: Series): SeriesFacts {
  return facts[series]
}

/** `because` goes on after "since": `most manifests say 19.0`. */
export type SeriesFound = { series: Series; because: string } | { series: null; because: string }

interface Hints {
  /** What the configuration says, such as `18.0`. */
  configured?: string | null | undefined
  branch?: string | null | undefined
  /** The versions of the manifests, as they stand there. */
  versions: readonly string[]
}

/** The series of a tree: what is configured, else what most manifests name in a version such as `19.0.1.0.0`, else what the branch begins with. */
export function seriesFrom({ configured, branch, versions }: Hints): SeriesFound {
  if (configured) return known(configured, `the configuration says ${configured}`)
  return fromVersions(versions) ?? fromBranch(branch ?? '') ?? { series: null, because: nothingSays(branch) }
}

function nothingSays(branch: string | null | undefined): string {
  const said = branch ? `the branch ${branch} names none` : 'no branch names one'
  return `none is configured, no manifest has a version such as 19.0.1.0.0, and ${said}`
}

function known(name: string, because: string): SeriesFound {
  const series = seriesList.find((one) => one === name)
  return series ? { series, because } : { series: null, because: `${because}, and only ${seriesList.join(', ')} are supported` }
}

function fromVersions(versions: readonly string[]): SeriesFound | null {
  const counts = new Map<string, number>()
  for (const version of versions) {
    const name = seriesIn(version)
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const [first, ...others] = [...counts].sort(([a, few], [b, many]) => many - few || Number(b) - Number(a))
  if (!first) return null
  const [name, count] = first
  if (others.length === 0) return known(name, `the manifests say ${name}`)
  const rest = others.map(([other, times]) => `${times} ${times === 1 ? 'says' : 'say'} ${other}`).join(', ')
  const isMost = others.every(([, times]) => times < count)
  return known(
    name,
    isMost ? `most manifests say ${name} (${count} do, ${rest})` : `the newest that manifests say is ${name} (${count} do, ${rest})`,
  )
}

/** `19.0` of `19.0.1.0.0`. A module's own version has no such large number before a zero. */
function seriesIn(version: string): string | null {
  const name = /^(\d+\.0)\.\d+\.\d+\.\d+$/.exec(version)?.[1]
  return name && Number.parseInt(name, 10) >= 8 ? name : null
}

/** The first segment that begins with a series: `19.0`, `19.0-fix`, `feature/19.0-x`. */
function fromBranch(branch: string): SeriesFound | null {
  for (const segment of branch.split('/')) {
    const name = /^(\d+\.0)(?:[-_]|$)/.exec(segment)?.[1]
    if (name) return known(name, `the branch is ${branch}`)
  }
  return null
}

/** Why Odoo of this series does not take a manifest's version; null when it does. */
export function versionProblem(version: string, series: Series): { severity: 'error' | 'warning'; message: string } | null {
  const rule = facts[series].versions
  if (rule === 'any') return null
  const other = seriesIn(version)
  if (other && other !== series)
    return { severity: 'error', message: `The version ${version} is one for Odoo ${other}: Odoo ${series} does not install the module.` }
  const isFine = rule === 'short' ? isShort(version, series) : isNumeric(version, series)
  if (isFine) return null
  const shapes = `x.y, x.y.z, ${series}.x.y or ${series}.x.y.z`
  return { severity: 'error', message: `The version ${version} is not one that Odoo ${series} takes: write ${shapes}, with numbers.` }
}

/** 17.0 and 18.0: two or three numbers, with the series before them or not. */
function isShort(version: string, series: Series): boolean {
  const own = version.startsWith(`${series}.`) ? version.slice(series.length + 1) : version
  return /^\d+\.\d+(?:\.\d+)?$/.test(own)
}

/** 19.0: two to five numbers. The series is put before two or three of them; four or five begin with it, as must those that begin like it. */
function isNumeric(version: string, series: Series): boolean {
  if (!/^\d+(?:\.\d+){1,4}$/.test(version)) return false
  const isWhole = version.split('.').length > 3 || version.startsWith(series)
  return !isWhole || version.startsWith(`${series}.`)
}

interface Wanted {
  database: string
  /** Modules to install; their tests run with them. */
  install: readonly string[]
  /** Modules to update. Where `initTestsInstalled` is false, only this runs the tests of what is installed already. */
  update?: readonly string[] | undefined
  /** Specs such as `/sale` that choose the tests; all tests when it is absent or empty, and none at all when it is null. */
  testTags?: readonly string[] | null | undefined
  demo: boolean
  addonsPaths: readonly string[]
}

/** The words after `odoo` that install and test modules in one process, and end. Without tests no port is opened; the interface is named all the same, since Odoo 19 warns without it. */
export function testArguments(series: Series, { database, install, update = [], testTags = [], demo, addonsPaths }: Wanted): string[] {
  return [
    `--database=${database}`,
    ...listed('--addons-path', addonsPaths),
    ...listed('--init', install),
    ...listed('--update', update),
    ...demoArguments(series, demo),
    ...(testTags === null ? [] : ['--test-enable', ...listed('--test-tags', testTags)]),
    '--stop-after-init',
    '--workers=0',
    '--max-cron-threads=0',
    '--no-database-list',
    '--http-interface=127.0.0.1',
    testTags === null ? '--no-http' : '--http-port=8069',
  ]
}

function demoArguments(series: Series, demo: boolean): string[] {
  if (demo === facts[series].demoByDefault) return []
  return demo ? ['--with-demo'] : ['--without-demo=all']
}

function listed(option: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`${option}=${values.join(',')}`]
}
