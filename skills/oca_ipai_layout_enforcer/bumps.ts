import { z } from 'zod'
import type { LookContext, StepTools } from '../../lib/core/skill.ts'
import { withCommit } from '../../lib/odoo/catalogue-text.ts'
import type { GitEdit } from '../../lib/tools/git/port.ts'
import { author, belowRoot, type Ground, groundOf } from './ground.ts'
import { radar } from './radar.ts'
import { moduleLine } from './radar-lines.ts'
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
  edit: GitEdit
  /** The commit that the branch is at when it was pushed before; else null. */
  pushed: string | null
  /** True when its pull request is open already. */
  isOpen: boolean
}

/** Modules that the text of a pull request names: it has its longest length. */
const mostTold = 100

type Found = { bump: Bump } | { left: Skipped }

/** Asks the radar, and what is there of earlier bumps. */
export async function lookForBumps(step: StepTools, settings: LookContext['settings'], repositories: string[]) {
  const ground = await groundOf({ git: step.tools.git, settings, signal: step.signal })
  const { rows } = await step.look(radar, { repositories })
  const found: Found[] = []
  for (const row of rows) found.push(await foundOf(step, settings, ground, row, repositories.includes(row.repository)))
  return {
    ground,
    bumps: found.flatMap((one) => ('bump' in one ? [one.bump] : [])),
    left: found.flatMap((one) => ('left' in one ? [one.left] : [])),
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
  const edit = await editOf(step, settings, ground, row)
  if (edit === null) return left('Its commit does not stand so in the catalogue that is committed.', 'Commit the catalogue first.', true)
  const head = String(row.head)
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
  return { bump: { repository, pin, head, branch, title, body: bodyOf(row), edit, pushed, isOpen } }
}

/** The change of the tree; null where the catalogue as it is committed does not have the pin. */
async function editOf(
  step: StepTools,
  { addons }: LookContext['settings'],
  { root, target, sha }: Ground,
  row: RadarRow,
): Promise<GitEdit | null> {
  const to = String(row.head)
  if (row.pinnedBy === 'submodule') return { edit: 'pin', path: row.path, sha: to }
  const path = belowRoot(root, String(addons.catalogue))
  const files = await step.tools.git.filesNamed(target, sha, path.replace(/^.*\//, ''), { signal: step.signal })
  const text = files.find((file) => file.path === path)?.text ?? ''
  const changed = withCommit(text, row.repository, { from: row.pin, to })
  return changed === null ? null : { edit: 'write', path, text: changed }
}

/** Makes the commit of a bump: the same again when it is asked for again. */
export function commitOf({ tools, signal }: StepTools, { target, sha, at }: Ground, { edit, title, body }: Bump): Promise<string> {
  return tools.git.commit(target, { parent: sha, edits: [edit], message: `${title}\n\n${body}`, author, at }, { signal })
}

function bodyOf({ branch, pin, head, state, behind, since, modules, unreadable }: RadarRow): string {
  const commits = behind === 1 ? '1 commit' : `${behind} commits`
  const first =
    state === 'apart'
      ? `${pin.slice(0, 7)} is not in the history of ${branch}, which has ${commits} that it does not have.`
      : `${pin.slice(0, 7)} is ${commits} behind ${branch}, the first of ${String(since).slice(0, 10)}.`
  const more = modules.length > mostTold ? [`- and ${modules.length - mostTold} more`] : []
  const lines = [...modules.slice(0, mostTold).map((module) => `- ${moduleLine(module)}`), ...more]
  return [
    `${first} The newest commit is ${head}.`,
    lines.length === 0 ? 'No module changes.' : `What its modules become:\n\n${lines.join('\n')}`,
    ...(unreadable.length === 0 ? [] : [`Manifests that cannot be read at the newest commit: ${unreadable.join(', ')}.`]),
  ].join('\n\n')
}
