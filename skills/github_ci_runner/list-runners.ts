import { z } from 'zod'
import { defineVerb } from '../../lib/core/skill.ts'
import { calling, namedRepositories, oneOrAll } from './ties.ts'

const row = z.object({
  repository: z.string(),
  name: z.string(),
  system: z.string(),
  state: z.enum(['idle', 'busy', 'offline']),
  labels: z.array(z.string()),
})

/** Who runs the jobs of GitHub Actions of each repository. */
export const listRunners = defineVerb({
  title: 'List runners',
  summary: 'Asks GitHub which self-hosted runners each configured repository has, and whether they are online.',
  effect: 'write',
  input: oneOrAll,
  output: z.object({ rows: z.array(row) }),
  example: { repo: 'crm' },
  alias: 'runner list',
  word: 'repo',
  steps: { ask: 'Ask GitHub for the runners of each repository' },
  label: ({ repo }) => (repo === undefined ? 'Runners of all repositories' : `Runners of ${repo}`),
  confirm: () => 'Ask GitHub for self-hosted runners, from the worker. Nothing is changed.',
  lock: () => 'github:check',
  async run({ settings, step }, { repo }) {
    const wanted = namedRepositories(settings, repo)
    const rows = await step('ask', async (tools) => {
      const all: z.output<typeof row>[] = []
      // One after the other, as GitHub asks for.
      for (const { name: repository, url } of wanted)
        for (const { name, system, isOnline, isBusy, labels } of await tools.tools.github.runners(url, calling(tools)))
          all.push({ repository, name, system, state: isOnline ? (isBusy ? 'busy' : 'idle') : 'offline', labels })
      return all
    })
    return { rows }
  },
})
