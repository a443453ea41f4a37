import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import type { ActionsClaims } from '../../lib/tools/oidc/port.ts'

/** What a workflow may choose; what is tested its token says. */
export const workflowChoice = z.strictObject({
  base: z.string().max(1000).optional(),
  all: z.boolean().default(false),
})

/**
 * The commit of a branch that was pushed. Of a pull request the branch of its own repository: its commit is one that GitHub has made, and a
 * branch of that name in a fork is never meant.
 */
export function testedIn({ ref, sha, event, headRef }: Pick<ActionsClaims, 'ref' | 'sha' | 'event' | 'headRef'>): {
  branch: string
  sha: string | null
} {
  if (event.startsWith('pull_request') && headRef !== '') return { branch: headRef, sha: null }
  const [, branch] = /^refs\/heads\/(.+)$/.exec(ref) ?? []
  if (branch !== undefined) return { branch, sha }
  throw new OpsError('invalid', `${ref} is no branch, and only branches are tested.`, 'Begin the workflow by a push or a pull request.')
}
