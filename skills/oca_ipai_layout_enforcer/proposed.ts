import { z } from 'zod'
import type { StepTools } from '../../lib/core/skill.ts'
import type { PullRequest } from '../../lib/tools/github/port.ts'
import type { Ground } from './ground.ts'

/** A branch that was pushed, and the pull request that asks to bring it in. */
export const proposed = z.object({
  branch: z.string(),
  base: z.string(),
  commit: z.string(),
  number: z.number().int(),
  url: z.string().nullable().describe('Its page; null where it is kept here alone'),
  isNew: z.boolean().describe('False where it was there before'),
  merge: z.string().describe('How to bring it in where it has no page; else empty'),
})
export type Proposed = z.output<typeof proposed>

interface Wanted {
  branch: string
  commit: string
  title: string
  body: string
}

/** Asks to bring a branch into the base: once, however often it is asked. Who follows the run reads which one it is. */
export async function propose(
  { tools, log, signal }: StepTools,
  { target, base }: Ground,
  { branch, commit, title, body }: Wanted,
): Promise<Proposed> {
  const wanted = { repository: target, base, head: branch, title, body, labels: ['layout'] }
  const { number, url, isNew } = await tools.github.openPullRequest(wanted, { signal })
  const merge = url === null ? `git merge ${branch}` : ''
  await log(`Pull request ${number} asks${isNew ? '' : ' already'} to bring ${branch} into ${base}: ${url ?? merge}`)
  return { branch, base, commit, number, url, isNew, merge }
}

/** Closes what is open of a branch that this run has made. */
export async function withdraw({ tools, signal }: StepTools, { target }: Ground, branch: string): Promise<void> {
  for (const { number, head } of await tools.github.openPullRequests(target, branch, { signal }))
    if (head === branch) await tools.github.closePullRequest(target, number, { signal })
}

/** The open pull request of this beginning that makes the same files out of the same files as a commit on the ground does; null when there is none. */
export async function sameAs(
  { tools, signal }: StepTools,
  { target, sha }: Ground,
  prefix: string,
  commit: string,
): Promise<PullRequest | null> {
  const change = await tools.git.changeId(target, { from: sha, to: commit }, { signal })
  for (const open of await tools.github.openPullRequests(target, prefix, { signal })) {
    const head = await tools.git.resolve(target, { branch: open.head }, { signal })
    const parted = await tools.git.mergeBase(target, sha, head.sha, { signal })
    if (parted !== null && (await tools.git.changeId(target, { from: parted, to: head.sha }, { signal })) === change) return open
  }
  return null
}
