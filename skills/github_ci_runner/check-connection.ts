import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { defineVerb, type Settings, type StepTools, type Verdict } from '../../lib/core/skill.ts'
import { calling, hookEvents, type Named, namedRepositories, oneOrAll } from './ties.ts'

/** One part of what ties a repository to this control room. */
export const tieRow = z.object({
  repository: z.string(),
  part: z.enum(['sign-in', 'webhook', 'deploy key']),
  ok: z.boolean(),
  message: z.string().describe('What was found'),
  hint: z.string().describe('What helps; empty where all is well'),
})
type Row = z.infer<typeof tieRow>
type Told = Pick<Row, 'ok' | 'message' | 'hint'>

const output = z.object({ rows: z.array(tieRow) })

/** Looks at what ties each repository at GitHub to this control room. */
export const checkConnection = defineVerb({
  title: 'Check GitHub',
  summary:
    'Asks GitHub who signs in and with which permissions, and whether webhook and deploy key of each configured repository are as they should be.',
  effect: 'write',
  input: oneOrAll,
  output,
  example: { repo: 'crm' },
  alias: 'github check',
  word: 'repo',
  steps: {
    sign_in: 'Ask GitHub who signs in, and what it may do',
    webhook: 'Look at the webhook of each repository',
    deploy_key: 'Look at its deploy key',
  },
  label: ({ repo }) => (repo === undefined ? 'Check of GitHub' : `Check of ${repo} at GitHub`),
  confirm: () => 'Ask GitHub about sign-in, webhook and deploy key, from the worker. Nothing is changed.',
  lock: () => 'github:check',
  judge,
  async run({ settings, step }, { repo }) {
    const wanted = namedRepositories(settings, repo)
    const signIn = await step('sign_in', (tools) => each(wanted, 'sign-in', (one) => signInOf(tools, one)))
    // Where nobody may look, there is nothing more to see.
    const known = wanted.filter(({ name }) => signIn.some(({ repository, ok }) => ok && repository === name))
    const webhooks = await step('webhook', (tools) => each(known, 'webhook', (one) => webhookOf(tools, settings.github, one)))
    const keys = await step('deploy_key', (tools) => each(known, 'deploy key', (one) => keyOf(tools, settings.github, one)))
    return { rows: [...signIn, ...webhooks, ...keys] }
  },
})

/** One after the other, as GitHub asks for. What has nothing to be told has no row. */
async function each(repositories: Named[], part: Row['part'], look: (one: Named) => Promise<Told | null>): Promise<Row[]> {
  const rows: Row[] = []
  for (const one of repositories) {
    const told = await look(one).catch(failed)
    if (told) rows.push({ repository: one.name, part, ...told })
  }
  return rows
}

/** What GitHub refuses is a fact, and no failure of the check; only a cancelled one is that. */
function failed(error: unknown): Told {
  if (!(error instanceof OpsError) || error.code === 'cancelled') throw error
  return { ok: false, message: error.message, hint: error.hint }
}

const well = (message: string): Told => ({ ok: true, message, hint: '' })

/** Null for a repository that is not GitHub's. */
async function signInOf(step: StepTools, { url }: Named): Promise<Told | null> {
  const { how, as, permissions, missing, rate } = await step.tools.github.connection(url, calling(step))
  if (how === 'here') return null
  if (how === 'none')
    return {
      ok: false,
      message: 'Nobody signs in: pull requests, statuses and comments are kept here, and GitHub shows none of them.',
      hint: 'Name a token or an App under github in config/agent.yml, and set the variable that holds its secret.',
    }
  const left = rate === null ? '' : ` ${rate.left} of ${rate.of} requests are left until ${rate.resetsAt.slice(11, 16)} UTC.`
  const who = `${as} signs in ${how === 'app' ? 'as an App' : 'by a token'} (${permissions.join(', ')}).`
  if (missing.length === 0) return well(`${who}${left}`)
  return { ok: false, message: `${who} It lacks ${missing.join(', ')}.`, hint: 'Give it these permissions at GitHub.' }
}

async function webhookOf(step: StepTools, { hookUrl }: Settings['github'], { url }: Named): Promise<Told> {
  if (hookUrl === null)
    return {
      ok: false,
      message: 'It is not known where GitHub reaches this control room.',
      hint: 'Set url in config/agent.yml to its address.',
    }
  const found = await step.tools.github.webhook(url, { url: hookUrl, events: hookEvents }, calling(step))
  const last = found?.lastDelivery
    ? `the last delivery, of ${found.lastDelivery.at}, was answered with ${found.lastDelivery.status}`
    : 'nothing was delivered yet'
  const hint = '`devops-agent github repair` makes it right.'
  switch (found?.state) {
    case 'well':
      return well(`It calls ${hookUrl}; ${last}.`)
    case 'differs':
      return { ok: false, message: found.differences.join(' '), hint }
    case 'off':
      return { ok: false, message: 'It is switched off there.', hint }
    case 'failing':
      return {
        ok: false,
        message: `It calls ${hookUrl}; ${last}.`,
        hint: 'Look whether GitHub reaches that address; with 401 the secrets differ, and `devops-agent github repair` sets ours.',
      }
    default:
      return { ok: false, message: `There is none that calls ${hookUrl}.`, hint }
  }
}

/** Null where no key is configured: code is fetched by the credentials of its host then. */
async function keyOf(step: StepTools, { deployKey }: Settings['github'], { url }: Named): Promise<Told | null> {
  if (deployKey === null) return null
  const state = await step.tools.github.deployKey(url, deployKey, calling(step))
  if (state === 'well') return well(`${deployKey.title} is there, for reading.`)
  const message = state === 'differs' ? `${deployKey.title} is another key there, or may write.` : `${deployKey.title} is not there.`
  return { ok: false, message, hint: '`devops-agent github repair` makes it right.' }
}

/** What is not well leaves the run green: that is what it was to find out. */
function judge({ rows }: z.output<typeof output>): Verdict | null {
  const steps = { 'sign-in': 'sign_in', webhook: 'webhook', 'deploy key': 'deploy_key' } as const
  const bad = rows.filter(({ ok }) => !ok)
  const [first] = bad
  if (!first) return null
  const told = `${first.repository}, ${first.part}: ${first.message}`
  const message = bad.length === 1 ? told : `${bad.length} of ${rows.length} are not well. ${told}`
  return { code: 'warnings', level: 'warning', message, hint: first.hint, step: steps[first.part] }
}
