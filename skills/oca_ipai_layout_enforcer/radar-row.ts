import { z } from 'zod'
import { problemOf } from '../../lib/core/error.ts'
import type { LookContext } from '../../lib/core/skill.ts'
import { stepsBetween } from '../../lib/odoo/pin-radar.ts'
import type { Pin } from '../../lib/odoo/pins.ts'

/** As long as one repository may take: a first look at a large one fetches all of it. */
const patienceMs = 300_000

const moduleStep = z.object({
  name: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
  versionBefore: z.string().nullable(),
  version: z.string().nullable(),
  needs: z.array(z.string()).describe('Modules that it needs now and did not before'),
  needsNoMore: z.array(z.string()),
  wants: z.array(z.string()).describe('Python packages and programs that it needs now and did not before'),
  wantsNoMore: z.array(z.string()),
  migrations: z.array(z.string()).describe('Versions whose scripts Odoo runs at the update'),
})

/** A repository, and how far its branch is from where it stands. */
export const radarRow = z.object({
  repository: z.string(),
  path: z.string().describe('Below the root'),
  url: z.string(),
  branch: z.string().nullable(),
  pinnedBy: z.enum(['submodule', 'catalogue', 'clone']).describe('A clone alone holds nothing: it is where somebody left it'),
  pin: z.string(),
  head: z.string().nullable().describe('The newest commit of the branch'),
  state: z
    .enum(['current', 'behind', 'apart', 'unknown'])
    .describe('`apart`: the pin is not in the history of the branch; `unknown`: it could not be asked'),
  behind: z.number().int().describe('Commits of the branch that the pin does not have'),
  since: z.string().nullable().describe('When the first of them was made'),
  modules: z.array(moduleStep),
  unreadable: z.array(z.string()).describe('Folders whose manifests cannot be read at the newest commit'),
  message: z.string().describe('Why it could not be asked; else empty'),
  hint: z.string(),
})
export type RadarRow = z.output<typeof radarRow>

const nothing = { head: null, behind: 0, since: null, modules: [], unreadable: [], message: '', hint: '' }

/** Asks where the branch of a repository is now. What cannot be asked is told as that, and never as current. */
export async function radarRowOf(git: LookContext['git'], pin: Pin): Promise<RadarRow> {
  const { name, path, url, branch, sha, by } = pin
  const place = { ...nothing, repository: name, path, url, branch, pinnedBy: by, pin: sha }
  try {
    return { ...place, ...(await comparedWithBranch(git, pin)) }
  } catch (error) {
    const { message, hint } = problemOf(error)
    return { ...place, state: 'unknown', message, hint }
  }
}

async function comparedWithBranch(git: LookContext['git'], { url, branch, sha }: Pin) {
  const options = { deadlineMs: patienceMs }
  const head = await git.resolve(url, branch === null ? {} : { branch }, options)
  const named = branch ?? head.ref.replace('refs/heads/', '')
  if (head.sha === sha) return { branch: named, head: head.sha, state: 'current' as const }
  await git.resolve(url, { sha }, options)
  const range = { from: sha, to: head.sha }
  const isBehind = (await git.mergeBase(url, sha, head.sha, options)) === sha
  const { count, since } = await git.commitsBetween(url, range, options)
  const changes = await git.changedFiles(url, range, options)
  const [before, after] = [
    await git.filesNamed(url, sha, '__manifest__.py', options),
    await git.filesNamed(url, head.sha, '__manifest__.py', options),
  ]
  const steps = stepsBetween({ before, after, changed: changes.map(({ path }) => path) })
  return { branch: named, head: head.sha, state: isBehind ? ('behind' as const) : ('apart' as const), behind: count, since, ...steps }
}
