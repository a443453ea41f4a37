import { z } from 'zod'
import type { LookContext, StepTools } from '../../lib/core/skill.ts'
import { withCommit } from '../../lib/odoo/catalogue-text.ts'
import { bumpText } from '../../lib/odoo/pin-radar-text.ts'
import type { GitEdit } from '../../lib/tools/git/port.ts'
import { author, belowRoot, type Ground, groundOf } from './ground.ts'
import { radar } from './radar.ts'
import type { RadarRow } from './radar-row.ts'

/** A repository that is not bumped, and why. */
export const skipped = z.object({
  repository: z.string(),
  because: z.string(),
  hint: z.string(),
  isProblem: z.boolean().describe('True where it could not be asked, false where there is nothing to do'),
})
type Skipped = z.output<typeof skipped>

/** A pin that is brought to the newest commit of its branch. */
export interface Bump {
  repository: string
  pin: string
  head: string
  branch: string
  title: string
  body: string
  path: string
  pinnedBy: RadarRow['pinnedBy']
  /** The commit that the branch is at when it was pushed before; else null. */
  pushed: string | null
  /** True when its pull request is open already. */
  isOpen: boolean
}

type Found = { bump: Bump } | { left: Skipped }

/** Asks the radar, and what is there of earlier bumps. */
export async function lookForBumps(step: StepTools, settings: LookContext['settings'], repositories: string[]) {
  const ground = await groundOf({ git: step.tools.git, settings, signal: step.signal })
  const { rows } = await step.look(radar, { repositories })
  const found: Found[] = []
  for (const row of rows) found.push(await foundOf(step, settings, ground, row, repositories.includes(row.repository)))
  const left = found.flatMap((one) => ('left' in one ? [one.left] : []))
  for (const { repository, because } of left) await step.log(`${repository} stays: ${because}`)
  return {
    ground,
    bumps: found.flatMap((one) => ('bump' in one ? [one.bump] : [])),
    left,
  }
}

async function foundOf(
  step: StepTools,
  settings: LookContext['settings'],
  ground: Ground,
  row: RadarRow,
  isNamed: boolean,
): Promise<Found> {
  const { repository, state, pinnedBy, pin, message } = row
  const left = (because: string, hint: string, isProblem = false): Found => ({ left: { repository, because, hint, isProblem } })
  if (state === 'unknown') return left(message, row.hint, true)
  if (state === 'current') return left(`It is at the newest commit of ${row.branch}.`, 'There is nothing to do.')
  if (pinnedBy === 'clone') return left('Nothing pins it.', 'Write its commit into the catalogue, or pull in its clone.')
  if (state === 'apart' && !isNamed) return left(`Its commit is not in the history of ${row.branch}.`, 'Name it to bring it there.', true)
  const head = String(row.head)
  const edits = await editsOf(step, settings, ground, { ...row, head })
  if (edits.length === 0)
    return left('Its commit does not stand so in the catalogue that is committed.', 'Commit the catalogue first.', true)
  const branch = `bump/${repository}-${head.slice(0, 7)}`
  const { git, github } = step.tools
  const options = { signal: step.signal }
  const pushed = (await git.branches(ground.target, options)).find(({ name }) => name === branch)?.sha ?? null
  if (
    pushed !== null &&
    (await git.mergeBase(ground.target, (await git.resolve(ground.target, { branch: ground.base }, options)).sha, pushed, options)) ===
      pushed
  )
    return left(`${branch} is in ${ground.base} already.`, `Bring it into the checkout: git pull origin ${ground.base}`)
  const isOpen = (await github.openPullRequests(ground.target, branch, options)).some((one) => one.head === branch)
  const title = `Bump ${repository} to ${head.slice(0, 7)}`
  return { bump: { repository, path: row.path, pinnedBy, pin, head, branch, title, body: bumpText(row), pushed, isOpen } }
}

/** The change of the tree; none where the catalogue as it is committed does not have the pin. */
async function editsOf(
  step: StepTools,
  { addons }: LookContext['settings'],
  { root, target, sha }: Ground,
  { repository, path: place, pinnedBy, pin, head }: Pick<Bump, 'repository' | 'path' | 'pinnedBy' | 'pin' | 'head'>,
): Promise<GitEdit[]> {
  if (pinnedBy === 'submodule') return [{ edit: 'pin', path: place, sha: head }]
  const path = belowRoot(root, String(addons.catalogue))
  const files = await step.tools.git.filesNamed(target, sha, path.replace(/^.*\//, ''), { signal: step.signal })
  const text = files
    .filter((file) => file.path === path)
    .map((file) => file.text)
    .join('')
  const changed = withCommit(text, repository, { from: pin, to: head })
  return changed === null ? [] : [{ edit: 'write', path, text: changed }]
}

/** Makes the commit of a bump: the same again when it is asked for again. Texts of files are no part of what a step keeps, so they are made here. */
export async function commitOf(step: StepTools, settings: LookContext['settings'], ground: Ground, bump: Bump): Promise<string> {
  const { target, sha, at } = ground
  const edits = await editsOf(step, settings, ground, bump)
  const draft = { parent: sha, edits, message: `${bump.title}\n\n${bump.body}`, author, at }
  return step.tools.git.commit(target, draft, { signal: step.signal })
}
