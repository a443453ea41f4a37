import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { defineVerb, type Settings, type StepTools } from '../../lib/core/skill.ts'
import { calling, hookEvents, type Named, namedRepositories, oneOrAll } from './ties.ts'

/** `kept here` where GitHub does not keep it; `put right` also where nothing was wrong, since whether a secret is the right one cannot be read. */
const outcome = z.enum(['made', 'put right', 'kept here', 'not configured'])
const row = z.object({ repository: z.string(), webhook: outcome, deployKey: outcome })

/** Puts right what ties each repository at GitHub to this control room. */
export const repairConnection = defineVerb({
  title: 'Repair GitHub',
  summary:
    'Makes webhook and deploy key of each configured repository at GitHub, or puts them right: address, events, secret, for reading only.',
  effect: 'write',
  role: 'operator',
  input: oneOrAll,
  output: z.object({ rows: z.array(row) }),
  example: { repo: 'crm' },
  alias: 'github repair',
  word: 'repo',
  steps: {
    find: 'Find out which repositories GitHub keeps',
    webhook: 'Make the webhook of each, or put it right',
    deploy_key: 'Make its deploy key, or put it right',
  },
  label: ({ repo }) => (repo === undefined ? 'Repair of GitHub' : `Repair of ${repo} at GitHub`),
  confirm: ({ repo }) =>
    `Make webhook and deploy key at GitHub of ${repo ?? 'every configured repository'}, or put them right. A key that is another one under our title is replaced.`,
  lock: () => 'github:ties',
  async run({ settings: { github, repositories }, step }, { repo }) {
    const { deployKey } = github
    const wanted = namedRepositories({ repositories }, repo)
    const found = await step('find', (tools) => keptByGithub(tools, wanted, github))
    const hookUrl = found.length > 0 ? knownUrl(github) : ''
    // What was put right stays so when a later step fails: what it was before cannot be read.
    await step(
      'webhook',
      async (tools) => {
        for (const { url } of found) await tools.tools.github.putWebhook(url, { url: hookUrl, events: hookEvents }, calling(tools))
        return null
      },
      async (_made, tools) => {
        for (const { url, lacksHook } of found) if (lacksHook) await tools.tools.github.removeWebhook(url, hookUrl, calling(tools))
      },
    )
    if (deployKey !== null)
      await step(
        'deploy_key',
        async (tools) => {
          for (const { url } of found) await tools.tools.github.putDeployKey(url, { ...deployKey, readOnly: true }, calling(tools))
          return null
        },
        async (_made, tools) => {
          for (const { url, lacksKey } of found)
            if (lacksKey) await tools.tools.github.removeDeployKey(url, deployKey.publicKey, calling(tools))
        },
      )
    return {
      rows: wanted.map(({ name }) =>
        rowOf(
          name,
          found.find((one) => one.name === name),
          deployKey !== null,
        ),
      ),
    }
  },
})

interface Found extends Named {
  lacksHook: boolean
  lacksKey: boolean
}

/** Those that GitHub keeps, with what they lack. Where nobody signs in, nothing can be made: that is said before anything is. */
async function keptByGithub(step: StepTools, wanted: Named[], ties: Settings['github']): Promise<Found[]> {
  const { github } = step.tools
  const found: Found[] = []
  for (const { name, url } of wanted) {
    const { how } = await github.connection(url, calling(step))
    if (how === 'none')
      throw new OpsError(
        'refused',
        `Nobody signs in at GitHub, which keeps ${name}.`,
        'Name a token or an App under github in config/agent.yml, and set the variable that holds its secret.',
      )
    if (how === 'here') continue
    const hook = await github.webhook(url, { url: knownUrl(ties), events: hookEvents }, calling(step))
    const key = ties.deployKey === null ? null : await github.deployKey(url, ties.deployKey, calling(step))
    found.push({ name, url, lacksHook: hook?.state === 'missing', lacksKey: key === 'missing' })
  }
  return found
}

function knownUrl({ hookUrl }: Settings['github']): string {
  if (hookUrl !== null) return hookUrl
  throw new OpsError('invalid', 'It is not known where GitHub reaches this control room.', 'Set url in config/agent.yml to its address.')
}

function rowOf(repository: string, found: Found | undefined, hasKey: boolean): z.infer<typeof row> {
  if (!found) return { repository, webhook: 'kept here', deployKey: 'kept here' }
  const became = (lacked: boolean) => (lacked ? 'made' : 'put right')
  return { repository, webhook: became(found.lacksHook), deployKey: hasKey ? became(found.lacksKey) : 'not configured' }
}
