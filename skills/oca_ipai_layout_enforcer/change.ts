import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import type { Context, StepTools } from '../../lib/core/skill.ts'
import type { GitEdit } from '../../lib/tools/git/port.ts'
import { author, type Ground } from './ground.ts'
import { propose, proposed, sameAs, withdraw } from './proposed.ts'

/** What a run has made of the installation's own files. */
export const changed = z.object({
  outcome: z
    .enum(['proposed', 'there', 'applied', 'nothing'])
    .describe('`there`: a pull request that is open makes the same change; `applied`: in the checkout itself'),
  commits: z.number().int(),
  files: z.array(z.string()),
  commit: z.string().nullable(),
  pullRequest: proposed.nullable(),
  left: z.array(z.object({ path: z.string(), because: z.string() })).describe('What was not changed, and why'),
})
export type Changed = z.output<typeof changed>

/** The steps of a change. */
export const changeSteps = {
  commit: 'Make the commits',
  publish: 'Push them as a branch',
  propose: 'Open a pull request',
}

/** A commit that is to be made, unless nothing comes of it. */
export interface Draft {
  message: string
  edits: readonly GitEdit[]
}

export interface Change {
  /** Asked for in the step that makes the commits: texts of files may hold secrets, and are no part of what a step keeps. */
  drafts(step: StepTools): Promise<readonly Draft[]>
  /** The beginning of the branch's name: the first of it, `-2`, `-3` that is free is taken. */
  branch: string
  title: string
  body: string
  inPlace: boolean
}

interface Made {
  commit: string | null
  commits: number
  files: string[]
  left: Changed['left']
  branch: string
  /** The number of an open pull request that makes the same change. */
  isThere: boolean
}

type Steps = Context<keyof typeof changeSteps>['step']

/** Makes a change of the installation's own files: as a branch with a pull request, or as commits of the checkout. Without a ground there is none to make. */
export async function carryOut(step: Steps, ground: Ground | null, change: Change): Promise<Changed> {
  const made = await step('commit', async (tools) => {
    const all = ground === null ? nothing : await commitAll(tools, ground, change)
    if (all.commit === null) await tools.log('There is nothing to commit.')
    return all
  })
  const { commit, branch } = made
  const goes = ground !== null && commit !== null && !made.isThere ? { ground, commit } : null
  await step(
    'publish',
    async ({ tools, log, signal }) => {
      if (goes && change.inPlace) {
        await tools.git.forward(goes.ground.root, goes.commit, { signal })
        await log(`${goes.ground.base} of ${goes.ground.root} is at ${goes.commit.slice(0, 7)} now.`)
      } else if (goes) await tools.git.push(goes.ground.target, goes.commit, branch, { signal })
    },
    async (_made, { tools, signal }) => {
      if (goes && change.inPlace) await tools.git.back(goes.ground.root, { from: goes.commit, to: goes.ground.sha }, { signal })
      else if (goes) await tools.git.removeBranch(goes.ground.target, branch, goes.commit, { signal })
    },
  )
  const pullRequest = await step(
    'propose',
    async (tools) => (ground === null || commit === null || change.inPlace ? null : propose(tools, ground, { ...change, branch, commit })),
    async (_made, tools) => {
      if (goes && !change.inPlace) await withdraw(tools, goes.ground, branch)
    },
  )
  return { outcome: outcomeOf(made, change), commits: made.commits, files: made.files, commit, pullRequest, left: made.left }
}

const nothing: Made = { commit: null, commits: 0, files: [], left: [], branch: '', isThere: false }

function outcomeOf({ commit, isThere }: Made, { inPlace }: Change): Changed['outcome'] {
  if (commit === null) return 'nothing'
  if (inPlace) return 'applied'
  return isThere ? 'there' : 'proposed'
}

async function commitAll(step: StepTools, ground: Ground, { drafts, branch, inPlace }: Change): Promise<Made> {
  const { git } = step.tools
  const options = { signal: step.signal }
  const left: Changed['left'] = []
  let [parent, commits] = [ground.sha, 0]
  for (const draft of await drafts(step)) {
    const next = await commitOne(step, ground, { ...draft, parent }, left)
    if (next !== parent) commits += 1
    parent = next
  }
  if (commits === 0) return { ...nothing, left }
  const files = (await git.changedFiles(ground.target, { from: ground.sha, to: parent }, options)).map(({ path }) => path)
  const same = inPlace ? null : await sameAs(step, ground, 'layout/', parent)
  const free = inPlace ? ground.base : freeName(branch, await git.branches(ground.target, options))
  return { commit: same?.sha ?? parent, commits, files, left, branch: same?.head ?? free, isThere: same !== null }
}

/** A draft that cannot be made as a whole is made as far as it can be: what stands in the way of one edit is no reason to leave the others. */
async function commitOne(
  step: StepTools,
  { target, at }: Ground,
  { parent, edits, message }: Draft & { parent: string },
  left: Changed['left'],
): Promise<string> {
  const make = (some: readonly GitEdit[]) =>
    step.tools.git.commit(target, { parent, edits: some, message, author, at }, { signal: step.signal })
  try {
    return await make(edits)
  } catch (error) {
    if (!isInTheWay(error)) throw error
  }
  const possible: GitEdit[] = []
  for (const edit of edits)
    try {
      await make([...possible, edit])
      possible.push(edit)
    } catch (error) {
      if (!isInTheWay(error)) throw error
      left.push({ path: edit.edit === 'move' ? edit.from : edit.path, because: error.message })
    }
  return make(possible)
}

function isInTheWay(error: unknown): error is OpsError {
  return error instanceof OpsError && ['conflict', 'not_found', 'invalid'].includes(error.code)
}

/** The name itself, or with the first number from 2 on that nobody has taken. */
export function freeName(name: string, taken: readonly { name: string }[]): string {
  const numbered = taken.map((_, place) => `${name}-${place + 2}`)
  return String([name, ...numbered].find((one) => !taken.some((branch) => branch.name === one)))
}
