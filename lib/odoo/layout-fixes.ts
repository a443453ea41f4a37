import type { LayoutFinding, LayoutFix } from './layout.ts'

/** A fix of what lies on disk beside the root's own files: a repository that is missing, or stands elsewhere. */
export type DiskFix = Extract<LayoutFix, { kind: 'clone' | 'checkout' }>
/** A fix of the root's own files. */
export type TreeFix = Extract<LayoutFix, { kind: 'move' | 'write' }>

/** Changes that a sentence names one by one. */
const mostTold = 20

/** Which findings are to be put right. Empty lists mean all. */
export interface Wanted {
  rules: readonly string[]
  paths: readonly string[]
}

/** What is left as it is, and why. */
interface LeftFix {
  path: string
  because: string
}

export interface ChosenFixes {
  disk: DiskFix[]
  /** By rule, each a commit of its own; texts before moves, which take what was written along. */
  commits: { rule: string; fixes: TreeFix[] }[]
  left: LeftFix[]
}

/** The fixes of findings that are wanted, not waived, and can be put right; each once. Of two that write the same file the first counts. */
export function chosenFixes(findings: readonly LayoutFinding[], { rules, paths }: Wanted): ChosenFixes {
  const wanted = findings.filter(
    ({ rule, path, waiver }) =>
      waiver === null && (rules.length === 0 || rules.includes(rule)) && (paths.length === 0 || paths.includes(path)),
  )
  const seen = new Set<string>()
  const disk: DiskFix[] = []
  const tree: { rule: string; fix: TreeFix }[] = []
  const left: LeftFix[] = []
  for (const { rule, fix } of wanted) {
    if (fix === null || seen.has(JSON.stringify(fix))) continue
    seen.add(JSON.stringify(fix))
    if (fix.kind === 'clone' || fix.kind === 'checkout') disk.push(fix)
    else if (tree.some((other) => placeOf(other.fix) === placeOf(fix)))
      left.push({ path: placeOf(fix), because: 'Another fix changes it first: run it again when that is merged.' })
    else tree.push({ rule, fix })
  }
  const ordered = [...tree.filter(({ fix }) => fix.kind === 'write'), ...tree.filter(({ fix }) => fix.kind === 'move')]
  const byRule = Map.groupBy(ordered, ({ rule, fix }) => `${fix.kind} ${rule}`)
  const commits = [...byRule.values()].map((group) => ({
    rule: group.map(({ rule }) => rule)[0] ?? '',
    fixes: group.map(({ fix }) => fix),
  }))
  return { disk, commits, left }
}

/** A branch that somebody names; undefined for the repository's own. */
export function named(branch: string): string | undefined {
  return branch === '' ? undefined : branch
}

/** What a fix changes, as a person reads it. */
export function fixLine(fix: LayoutFix): string {
  switch (fix.kind) {
    case 'clone':
      return `clone ${fix.path}`
    case 'checkout':
      return `check out ${/^[0-9a-f]{40}$/.test(fix.to) ? fix.to.slice(0, 7) : fix.to} in ${fix.path}`
    case 'move':
      return `move ${fix.from} to ${fix.to}`
    case 'write':
      return `write ${fix.path}`
  }
}

/** Changes in a sentence: as many as one reads. */
export function fixList(fixes: readonly LayoutFix[]): string {
  const more = fixes.length > mostTold ? `, and ${fixes.length - mostTold} more` : ''
  return `${fixes.slice(0, mostTold).map(fixLine).join(', ')}${more}`
}

function placeOf(fix: TreeFix): string {
  return fix.kind === 'move' ? fix.from : fix.path
}
