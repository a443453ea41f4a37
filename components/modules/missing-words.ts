import type { MissingModule } from './answers.ts'

/** A module that is needed and not there, with all that need it. */
export interface MissingGroup {
  name: string
  repository: string | null
  /** Its repository is there, and has no such module. */
  isCloned: boolean
  wantedBy: string[]
}

/** Pure: by the names of what is missing; `absent` are the repositories that were not cloned. */
export function missingGroups(missing: readonly MissingModule[], absent: readonly { name: string }[]): MissingGroup[] {
  const groups = new Map<string, MissingGroup>()
  for (const { name, repository, wantedBy } of missing) {
    const group = groups.get(name) ?? { name, repository, isCloned: !absent.some((one) => one.name === repository), wantedBy: [] }
    groups.set(name, group)
    if (wantedBy !== '' && !group.wantedBy.includes(wantedBy)) group.wantedBy.push(wantedBy)
  }
  return [...groups.values()]
}

/** `2 modules cannot be installed: partner_z is in no known repository.` Of many only how many there are. */
export function missingSentence(count: number, groups: readonly MissingGroup[]): string {
  const what = `${count} ${count === 1 ? 'module' : 'modules'} cannot be installed`
  const [first] = groups
  if (!first) return `${what}.`
  if (groups.length > 3) return `${what}: ${groups.length} that they need are not on the addons path.`
  return `${what}: ${groups.map((group) => `${group.name} ${placeWords(group)}`).join(', ')}.`
}

/** Where what is missing comes from. */
export function placeWords({ repository, isCloned }: Pick<MissingGroup, 'repository' | 'isCloned'>): string {
  if (repository === null) return 'is in no known repository'
  return `belongs to ${repository}, which ${isCloned ? 'has no such module on its branch' : 'was not cloned'}`
}
