import { withoutSecret } from '../git-modules.ts'
import type { Found, LayoutRule } from '../layout-rule.ts'
import type { LayoutRepository, LayoutTree, Standing } from '../layout-tree.ts'

const submodules = 'https://git-scm.com/book/en/v2/Git-Tools-Submodules'
const branches = 'https://github.com/OCA/odoo-community.org/blob/master/website/Contribution/CONTRIBUTING.rst'

/** A repository that stands where git can tell how. */
type Told = LayoutRepository & { standing: Extract<Standing, { kind: 'repository' }> }

/** The repositories of the catalogue lie at their paths, each cloned from its own address. */
export const repositoryPresent: LayoutRule = {
  id: 'repository-present',
  title: 'Each repository of the catalogue is there',
  reason: 'Modules of a repository that is not there cannot be installed, and code that was copied in gets no updates.',
  link: submodules,
  counts: 'repositories',
  check: (tree) => tree.repositories.flatMap((repository) => absent(repository, tree)),
}

function absent({ name, path, url, standing, wantedBranch }: LayoutRepository, { cataloguePath }: LayoutTree): Found[] {
  const told = (message: string, hint: string, more: Partial<Found> = {}): Found[] => [
    { level: 'error', path, message, hint, fix: null, trace: null, ...more },
  ]
  if (standing.kind === 'absent' || standing.kind === 'empty') {
    const what = standing.kind === 'absent' ? 'is not there' : 'is an empty folder'
    const branch = wantedBranch ?? ''
    return told(`${name} of the catalogue ${what}.`, branch === '' ? 'Clone it.' : `Clone it on ${branch}.`, {
      fix: { kind: 'clone', url, branch, path },
      trace: { files: [cataloguePath], holds: ([text]) => text?.includes(JSON.stringify(path)) ?? false },
    })
  }
  if (standing.kind === 'folder')
    return told(
      `${name} is a plain folder: its code was copied in and is no clone.`,
      'Remove the copy, and clone the repository in its place.',
    )
  if (standing.kind === 'unread') return told(`${name} cannot be read. ${standing.problem}`, 'Give the control room the right to read it.')
  if (standing.origin === null || sameAddress(standing.origin, url)) return []
  return told(
    `${name} is a clone of ${standing.origin}, and the catalogue says ${withoutSecret(url)}.`,
    'Correct the catalogue, or clone it anew.',
    {
      level: 'warning',
    },
  )
}

/** Each repository that is not pinned is on the branch of the series. */
export const repositoryBranch: LayoutRule = {
  id: 'repository-branch',
  title: 'Each repository is on its branch',
  reason: 'A branch is for one series of Odoo: modules of another do not install.',
  link: branches,
  counts: 'repositories',
  check: ({ repositories }) => repositories.filter(isTold).flatMap(elsewhere),
}

function elsewhere({ name, path, standing, wantedBranch, pin }: Told): Found[] {
  if (pin !== null || wantedBranch === null || standing.branch === wantedBranch) return []
  const where = standing.branch === null ? 'at a commit and on no branch' : `on ${standing.branch}`
  return [
    {
      level: standing.branch === null ? 'warning' : 'error',
      path,
      message: `${name} is ${where}, and is to be on ${wantedBranch}.`,
      ...towards(path, standing, wantedBranch),
      trace: null,
    },
  ]
}

/** Each repository that is pinned stands at that commit. */
export const repositoryCommit: LayoutRule = {
  id: 'repository-commit',
  title: 'Each pinned repository stands at its commit',
  reason: 'What was tested is what is pinned: another commit is another code.',
  link: submodules,
  counts: 'repositories',
  check: ({ repositories }) => repositories.filter(isTold).flatMap(unpinned),
}

function unpinned({ name, path, standing, pin, isSubmodule }: Told): Found[] {
  if (pin === null || standing.commit === pin) return []
  const at = standing.commit === null ? 'has no commit' : `stands at ${standing.commit.slice(0, 7)}`
  const by = isSubmodule ? 'the commit of the root' : 'the catalogue'
  return [
    {
      level: 'error',
      path,
      message: `${name} ${at}, and ${by} pins ${pin.slice(0, 7)}.`,
      ...towards(path, standing, pin),
      trace: null,
    },
  ]
}

/** What is changed locally is never touched: a checkout would lose it. */
function towards(path: string, { changed }: Told['standing'], to: string): Pick<Found, 'fix' | 'hint'> {
  if (changed.count === 0) return { fix: { kind: 'checkout', path, to }, hint: `Check out ${to.slice(0, 40)}.` }
  return { fix: null, hint: 'It has local changes, and is left alone: commit or drop them first.' }
}

/** Nobody has changed anything in a repository of others. */
export const repositoryClean: LayoutRule = {
  id: 'repository-clean',
  title: 'No repository has local changes',
  reason: 'What was changed on one machine alone is on no other, and is lost with the next clone.',
  link: branches,
  counts: 'repositories',
  check: ({ repositories }) => repositories.filter(isTold).flatMap(changed),
}

function changed({ name, path, standing }: Told): Found[] {
  const { count, first } = standing.changed
  if (count === 0) return []
  const files = `${first.join(', ')}${count > first.length ? `, and ${count - first.length} more` : ''}`
  return [
    {
      level: 'warning',
      path,
      message: `${name} has local changes: ${files}.`,
      hint: 'Propose them to the repository, or drop them. They are never touched from here.',
      fix: null,
      trace: null,
    },
  ]
}

function isTold(repository: LayoutRepository): repository is Told {
  return repository.standing.kind === 'repository'
}

/** Two spellings of one address: with `.git` or without, by https or ssh. */
export function sameAddress(one: string, other: string): boolean {
  return bare(one) === bare(other)
}

function bare(url: string): string {
  return url
    .replace(/^\w+:\/\/(?:[^/]*@)?/, '')
    .replace(/^[\w.-]+@([^/:]+):/, '$1/')
    .replace(/\/*(?:\.git)?\/*$/, '')
    .toLowerCase()
}
