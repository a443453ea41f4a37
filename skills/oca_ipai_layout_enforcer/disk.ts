import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import type { StepTools } from '../../lib/core/skill.ts'
import { withoutSecret } from '../../lib/odoo/git-modules.ts'
import { type DiskFix, named } from '../../lib/odoo/layout-fixes.ts'
import { wantedCommits } from '../../lib/odoo/pins.ts'
import type { GitStanding } from '../../lib/tools/git/port.ts'

/** What became of a repository on disk. */
export const placed = z.object({
  path: z.string(),
  outcome: z.enum(['cloned', 'moved', 'left']),
  because: z.string().describe('Why it was left; else empty'),
})
export type Placed = z.output<typeof placed>

/** A repository that is to be put in its place, with all that is needed to do it and to take it back. */
export type Placing =
  | { kind: 'clone'; path: string; url: string; branch: string; commit?: string | undefined }
  | { kind: 'checkout'; path: string; repository: string; sha: string; branch: string | null; before: GitStanding; isNew: boolean }

/** The installation's root. */
interface Site {
  root: string
  isRepository: boolean
}

interface Place {
  root: string
  /** The run's id: by it a clone is found again when it is to be removed. */
  label: string
}

/** Looks at what is to be put in place, and what it takes. What nobody can do is told as left. */
export async function placingsOf(step: StepTools, site: Site, fixes: readonly DiskFix[]): Promise<{ placings: Placing[]; left: Placed[] }> {
  const placings: Placing[] = []
  const left: Placed[] = []
  const pins = fixes.some(({ kind }) => kind === 'clone') ? await pinsIn(step, site) : new Map<string, string>()
  for (const fix of fixes) {
    const { path } = fix
    if (fix.kind === 'clone') placings.push({ ...fix, url: withoutSecret(fix.url), commit: pins.get(path) })
    else await attempt(path, left, async () => void placings.push(await placingOf(step, site.root, fix)))
  }
  return { placings, left }
}

/** Clones what is missing, and lets what is clean stand where it is to stand. What cannot be is left, and keeps the others from nothing. */
export async function putInPlace(
  { tools, log, signal }: StepTools,
  { root, label }: Place,
  placings: readonly Placing[],
): Promise<Placed[]> {
  const done: Placed[] = []
  for (const one of placings)
    await attempt(one.path, done, async () => {
      const { path } = one
      const folder = `${root}/${path}`
      if (one.kind === 'checkout') {
        await tools.git.switchTo(folder, one, { signal })
        done.push({ path, outcome: 'moved', because: '' })
        return
      }
      const wanted = { folder, root, branch: named(one.branch), commit: one.commit }
      const { outcome, because } = await tools.git.place(one.url, wanted, { signal, label })
      done.push({ path, outcome: outcome === 'left' ? 'left' : 'cloned', because })
    })
  for (const { path, outcome, because } of done) await log(`${path} ${outcome === 'left' ? `was left: ${because}` : `was ${outcome}.`}`)
  return done
}

/** Puts back what this run has changed of the disk, the last first. */
export async function putBack({ tools, signal }: StepTools, { root, label }: Place, placings: readonly Placing[]): Promise<void> {
  for (const one of placings.toReversed()) {
    const folder = `${root}/${one.path}`
    if (one.kind === 'clone') await tools.git.removePlaced({ folder, root }, { signal, label })
    else
      await tools.git.switchBack(
        folder,
        { to: one.before, drop: one.branch !== null && one.isNew ? { branch: one.branch, sha: one.sha } : null },
        { signal },
      )
  }
}

async function placingOf({ tools, signal }: StepTools, root: string, { path, to }: DiskFix & { kind: 'checkout' }): Promise<Placing> {
  const { git } = tools
  const folder = `${root}/${path}`
  const options = { signal }
  const repository = await git.origin(folder, options)
  if (repository === null)
    throw new OpsError('not_found', `${folder} names no origin to fetch from.`, 'Add one: git remote add origin, and its address.')
  const branch = /^[0-9a-f]{40}$/.test(to) ? null : to
  const { sha } = await git.resolve(repository, branch === null ? { sha: to } : { branch }, options)
  const isNew = branch !== null && !(await git.hasBranch(folder, branch, options))
  return { kind: 'checkout', path, repository, sha, branch, before: await git.standing(folder, options), isNew }
}

/** The commits that clones are to stand at, by their paths. A root that is no repository has no submodules. */
async function pinsIn({ tools, signal }: StepTools, { root, isRepository }: Site): Promise<Map<string, string>> {
  const head = isRepository ? await tools.git.resolve(root, {}, { signal }) : null
  const submodules = head ? await tools.git.submodules(root, head.sha, { signal }) : []
  return wantedCommits(await tools.addons.catalogue(), submodules)
}

/** What one repository stands in the way of is told, and the next is tried; a run that is to end ends. */
async function attempt(path: string, told: Placed[], work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof OpsError) || error.code === 'cancelled' || error.code === 'timeout') throw error
    told.push({ path, outcome: 'left', because: error.message })
  }
}
