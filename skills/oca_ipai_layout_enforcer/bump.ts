import { z } from 'zod'
import { defineVerb, type ToldContext, type Verdict } from '../../lib/core/skill.ts'
import { commitOf, lookForBumps, skipped } from './bumps.ts'
import { repositoryNames } from './input.ts'
import { installationLock } from './lock.ts'
import { chosen, pinsOf } from './pins.ts'
import { propose, proposed, withdraw } from './proposed.ts'

const output = z.object({
  bumps: z.array(proposed.extend({ repository: z.string(), from: z.string(), to: z.string() })),
  skipped: z.array(skipped).describe('Repositories that were left as they are, and why'),
})
type Output = z.output<typeof output>

/** Brings pins to the newest commits of their branches, each as a branch with a pull request. */
export const bump = defineVerb({
  title: 'Bump pins',
  summary:
    'Opens a pull request for each repository that is behind its branch, with what the newest commit changes. The pins themselves stay until it is merged.',
  effect: 'write',
  alias: 'layout bump',
  word: 'repositories',
  input: z.object({
    repositories: repositoryNames.meta({ title: 'Repositories', description: 'Names of the catalogue; by default all that are behind' }),
  }),
  output,
  example: { repositories: ['server-tools'] },
  steps: {
    look: 'Ask how far behind each repository is',
    commit: 'Make a commit for each',
    publish: 'Push a branch for each',
    propose: 'Open a pull request for each',
  },
  deadlines: { look: 3_600_000 },
  label: ({ repositories }) => `Bump of ${repositories.join(', ') || 'all pins'}`,
  confirm: ({ repositories }) =>
    `Open a pull request that pins ${repositories.join(', ') || 'each repository that is behind its branch'} to the newest commit. Nothing is merged.`,
  told,
  lock: () => installationLock,
  judge,
  async run({ step, settings }, { repositories }) {
    const { ground, bumps, left } = await step('look', (tools) => lookForBumps(tools, settings, repositories))
    const commits = await step('commit', async (tools) => {
      const made: string[] = []
      for (const one of bumps) made.push(one.pushed ?? (await commitOf(tools, settings, ground, one)))
      return made
    })
    const all = bumps.map((one, place) => ({ ...one, commit: String(commits[place]) }))
    const ours = all.filter(({ pushed }) => pushed === null)
    await step(
      'publish',
      async ({ tools, signal }) => {
        for (const { commit, branch } of ours) await tools.git.push(ground.target, commit, branch, { signal })
      },
      async (_made, { tools, signal }) => {
        for (const { commit, branch } of ours) await tools.git.removeBranch(ground.target, branch, commit, { signal })
      },
    )
    const opened = await step(
      'propose',
      async (tools) => {
        const asked: Output['bumps'] = []
        for (const { repository, pin, head, ...one } of all)
          asked.push({ ...(await propose(tools, ground, one)), repository, from: pin, to: head })
        return asked
      },
      async (_made, tools) => {
        for (const { branch, isOpen } of all) if (!isOpen) await withdraw(tools, ground, branch)
      },
    )
    return { bumps: opened, skipped: left }
  },
})

/** Where the pins are now: that is known without asking anybody. */
async function told(context: ToldContext, { repositories }: { repositories: string[] }): Promise<string> {
  const pinned = chosen(await pinsOf(context), repositories).filter(({ by }) => by !== 'clone')
  return `Now: ${pinned.map(({ name, sha }) => `${name} at ${sha.slice(0, 7)}`).join(', ') || 'no repository is pinned'}.`
}

/** What could not be asked is no good news. */
function judge({ skipped: left }: Output): Verdict | null {
  const [first, ...others] = left.filter(({ isProblem }) => isProblem)
  if (!first) return null
  const more = others.length === 0 ? '' : ` So were ${others.length} more.`
  return {
    step: 'look',
    code: 'warnings',
    level: 'warning',
    message: `${first.repository} was left: ${first.because}${more}`,
    hint: first.hint,
  }
}
