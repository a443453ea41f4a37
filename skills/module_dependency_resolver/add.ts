import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { defineVerb, type LookContext, type StepTools } from '../../lib/core/skill.ts'
import { asked } from './input.ts'
import { judgeOf, type PlacedRow, placeAll, placedRow, removeAll } from './placing.ts'
import { missingFor } from './wanted-repositories.ts'

const input = z
  .object({
    repositories: asked.modules.min(0).default([]).meta({
      title: 'Repositories',
      description: 'Of the catalogue; a module or a feature stands for those that it lacks',
    }),
    all: z.boolean().default(false).meta({ title: 'All', description: 'Every repository of the catalogue' }),
    series: asked.series,
  })
  .refine(({ repositories, all }) => all !== repositories.length > 0, {
    message: 'Name repositories, modules or features; or choose all of them.',
    path: ['repositories'],
  })

const output = z.object({
  rows: z.array(placedRow).describe('In the order in which they were wanted'),
  missing: z.array(z.string()).describe('Modules that are needed, and that no repository which is there has'),
})

/** Brings what is missing: clones repositories of the catalogue to their places in the installation. */
export const add = defineVerb({
  title: 'Add repositories',
  summary:
    'Clones repositories of the catalogue to their places: those that are named, or those that modules and features lack. What is there already is never touched.',
  effect: 'write',
  alias: 'deps add',
  word: 'repositories',
  input,
  output,
  example: { repositories: ['server-ux'] },
  steps: { find: 'Find what is missing', clone: 'Clone it, and what its modules need', check: 'Look for the modules' },
  deadlines: { clone: 3_600_000 },
  label: (given) => `Add ${named(given)}`,
  confirm: (given) => `Clone ${named(given)} into the addons, each to its place. What is there already is not touched.`,
  lock: () => 'addons:root',
  judge: judgeOf,
  async run({ runId, settings, step }, { repositories: names, all, series }) {
    const look = ({ tools }: StepTools) => missingFor({ addons: tools.addons, settings }, { names, all, series })
    const found = await step('find', async (tools) => {
      const root = rootOf(settings)
      const missing = await look(tools)
      await tools.log(
        missing.wanted.length === 0 ? 'Nothing of it is missing.' : `To be there: ${missing.wanted.map(({ name }) => name).join(', ')}.`,
      )
      return { ...missing, root }
    })
    const run = { id: runId, root: found.root }
    const rows = await step(
      'clone',
      async (tools) => {
        const done: PlacedRow[] = await placeAll(tools, found.wanted, run)
        // What was cloned may need what is in a repository that nobody has asked for.
        for (let next = await further(tools, done, look); next.length > 0; next = await further(tools, done, look))
          done.push(...(await placeAll(tools, next, run)))
        return done
      },
      async (_made, tools) => removeAll(tools, found.all, run),
    )
    const missing = await step('check', async (tools) => (await look(tools)).modules)
    return { rows, missing }
  },
})

/** What is missing now and was not tried yet. */
async function further(tools: StepTools, done: readonly PlacedRow[], look: (tools: StepTools) => ReturnType<typeof missingFor>) {
  return (await look(tools)).wanted.filter(({ name }) => !done.some((row) => row.name === name))
}

function rootOf({ addons }: LookContext['settings']): string {
  if (addons.root !== null) return addons.root
  throw new OpsError('invalid', 'Nobody says where the addons lie.', 'Name the checkout as addons.root in config/agent.yml.')
}

function named({ repositories, all }: z.output<typeof input>): string {
  return all ? 'all repositories' : repositories.join(', ')
}
