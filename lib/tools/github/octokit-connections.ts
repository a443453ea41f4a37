import { OpsError } from '../../core/error.ts'
import type { CallOptions } from '../tools.ts'
import type { Connection, DeployKeyWanted, GithubConnections, Webhook, WebhookWanted } from './connections-port.ts'
import { everyPage } from './every-page.ts'
import { type Client, type Clients, notInstalled, type Request } from './octokit-client.ts'
import { detailsOf, refusalOf } from './octokit-failure.ts'
import type { GithubName } from './whose.ts'

/** What this program asks for. A token cannot write checks, so that it needs none. */
const needed = {
  administration: 'write',
  checks: 'write',
  contents: 'read',
  pull_requests: 'write',
  repository_hooks: 'write',
  statuses: 'write',
}

type Hook = Awaited<ReturnType<Client['rest']['repos']['listWebhooks']>>['data'][number]
type Key = Awaited<ReturnType<Client['rest']['repos']['listDeployKeys']>>['data'][number]

/** The login that what we write bears; null where nobody signs in. */
export async function loginAt({ how, askAsSelf }: Clients, name: GithubName, options?: CallOptions): Promise<string | null> {
  if (how === 'none') return null
  return askAsSelf({ ...name, doing: 'say who signs in for the sake' }, options, async (client, request) => {
    if (how === 'token') return (await client.rest.users.getAuthenticated({ request })).data.login
    const { data } = await client.rest.apps.getAuthenticated({ request })
    return data?.slug === undefined ? null : `${data.slug}[bot]`
  })
}

/** Sign-in, webhook and deploy key at GitHub. */
export function githubConnections(
  clients: Clients,
  nameOf: (repository: string) => GithubName,
  { whoAmI, webhookSecret }: { whoAmI(name: GithubName, options?: CallOptions): Promise<string | null>; webhookSecret: string | null },
): GithubConnections {
  const { how, ask, askAsSelf } = clients
  const hookAt = async (client: Client, request: Request, { name, url }: { name: GithubName; url: string }): Promise<Hook | null> => {
    const all = await everyPage(async (page) => (await client.rest.repos.listWebhooks({ ...name, ...page, request })).data)
    return all.find(({ config }) => config.url === url) ?? null
  }
  const keysOf = (client: Client, request: Request, name: GithubName) =>
    everyPage(async (page) => (await client.rest.repos.listDeployKeys({ ...name, ...page, request })).data)

  return {
    async connection(repository, options) {
      const name = nameOf(repository)
      const as = await whoAmI(name, options)
      if (how === 'app')
        return askAsSelf({ ...name, doing: 'tell of the installation' }, options, async (client, request) => {
          const installed = client.rest.apps.getRepoInstallation({ ...name, request })
          const { data, headers } = await installed.catch(notInstalled(name))
          return { how, as, ...permissionsOf(data.permissions), rate: rateOf(headers) }
        })
      return ask({ ...name, doing: 'say what the sign-in may do at the page' }, options, async (client, request) => {
        const { data, headers } = await client.rest.repos.get({ ...name, request })
        return { how, as, ...rightsOf(data.permissions, headers['x-oauth-scopes']), rate: rateOf(headers) }
      })
    },
    webhook(repository, wanted, options) {
      const name = nameOf(repository)
      return ask({ ...name, doing: 'look at the webhook' }, options, async (client, request): Promise<Webhook> => {
        const hook = await hookAt(client, request, { name, url: wanted.url })
        if (hook === null) return { state: 'missing', differences: [], lastDelivery: null }
        const { data } = await client.rest.repos.listWebhookDeliveries({ ...name, hook_id: hook.id, per_page: 1, request })
        const [last] = data
        const lastDelivery = last ? { at: last.delivered_at, status: last.status_code } : null
        const differences = differencesOf(hook, wanted)
        return { state: stateOf(hook, differences, lastDelivery), differences, lastDelivery }
      })
    },
    async putWebhook(repository, { url, events }, options) {
      const name = nameOf(repository)
      if (webhookSecret === null) throw noSecret()
      const secret = webhookSecret
      const wanted = { ...name, active: true, events: [...events], config: { url, content_type: 'json', insecure_ssl: '0', secret } }
      return ask({ ...name, doing: 'make the webhook' }, options, async (client, request) => {
        const before = await hookAt(client, request, { name, url })
        if (before) {
          await client.rest.repos.updateWebhook({ ...wanted, hook_id: before.id, request })
          await client.rest.repos.pingWebhook({ ...name, hook_id: before.id, request })
          return { isNew: false }
        }
        try {
          await client.rest.repos.createWebhook({ ...wanted, request })
          return { isNew: true }
        } catch (error) {
          // Somebody was quicker, or the answer to the first try was lost.
          const made = detailsOf(refusalOf(error)).some(({ message = '' }) => /already exists/.test(message))
          if (made) return { isNew: false }
          throw error
        }
      })
    },
    async removeWebhook(repository, url, options) {
      const name = nameOf(repository)
      await ask({ ...name, doing: 'remove the webhook' }, options, async (client, request) => {
        const hook = await hookAt(client, request, { name, url })
        if (hook) await client.rest.repos.deleteWebhook({ ...name, hook_id: hook.id, request })
      })
    },
    deployKey(repository, wanted, options) {
      const name = nameOf(repository)
      return ask({ ...name, doing: 'look at the deploy keys' }, options, async (client, request) => {
        const { ours, inTheWay } = among(await keysOf(client, request, name), wanted)
        if (inTheWay.length > 0) return 'differs'
        return ours ? 'well' : 'missing'
      })
    },
    putDeployKey(repository, wanted, options) {
      const name = nameOf(repository)
      return ask({ ...name, doing: 'make the deploy key' }, options, async (client, request) => {
        const { ours, inTheWay } = among(await keysOf(client, request, name), wanted)
        for (const { id } of inTheWay) await client.rest.repos.deleteDeployKey({ ...name, key_id: id, request })
        if (ours) return { isNew: false }
        // Not repeated by the library: GitHub takes a key once, and would refuse it as being in use.
        const { title } = wanted
        const key = { title, key: materialOf(wanted.publicKey), read_only: true }
        await client.rest.repos.createDeployKey({ ...name, ...key, request: { ...request, retries: 0 } })
        return { isNew: inTheWay.length === 0 }
      })
    },
    async removeDeployKey(repository, publicKey, options) {
      const name = nameOf(repository)
      await ask({ ...name, doing: 'remove the deploy key' }, options, async (client, request) => {
        const found = (await keysOf(client, request, name)).filter(({ key }) => materialOf(key) === materialOf(publicKey))
        for (const { id } of found) await client.rest.repos.deleteDeployKey({ ...name, key_id: id, request })
      })
    },
  }
}

function noSecret(): OpsError {
  return new OpsError(
    'refused',
    'No secret of the webhook is set, so nothing that it delivers could be believed.',
    'Name the variable that holds it as github.webhook.secretsFrom in config/agent.yml, and set it.',
  )
}

function permissionsOf(given: Record<string, string | undefined>): Pick<Connection, 'permissions' | 'missing'> {
  const permissions = Object.entries(given).map(([name, level]) => `${name}: ${level}`)
  const lacks = Object.entries(needed).filter(([name, level]) => given[name] !== 'write' && given[name] !== level)
  return { permissions: permissions.sort(), missing: lacks.map(([name, level]) => `${name}: ${level}`) }
}

/** Of a token: what its owner may do there, and its scopes where it has some. What a fine-grained one may do shows only when it is tried. */
function rightsOf(rights: Partial<Record<'admin' | 'push' | 'pull', boolean>> | undefined, scopes: string | number | undefined) {
  const { admin = false, push = false } = rights ?? {}
  const role = rights === undefined ? [] : [`role: ${admin ? 'admin' : push ? 'write' : 'read'}`]
  const named = String(scopes ?? '').split(/, */)
  const forWriters = ['pull_requests: write', 'statuses: write']
  const forAdmins = ['administration: write', 'repository_hooks: write']
  return {
    permissions: [...role, ...named.flatMap((scope) => (scope === '' ? [] : [`scope: ${scope}`]))],
    missing: [...(admin ? [] : forAdmins), ...(push ? [] : forWriters)],
  }
}

function rateOf(headers: Record<string, string | number | undefined>): Connection['rate'] {
  const [of, left, resets] = ['limit', 'remaining', 'reset'].map((name) => headers[`x-ratelimit-${name}`])
  if (of === undefined || left === undefined || resets === undefined) return null
  return { left: Number(left), of: Number(of), resetsAt: new Date(Number(resets) * 1000).toISOString() }
}

function stateOf({ active }: Hook, differences: string[], last: Webhook['lastDelivery']): Webhook['state'] {
  if (!active) return 'off'
  if (differences.length > 0) return 'differs'
  return last && (last.status < 200 || last.status > 299) ? 'failing' : 'well'
}

function differencesOf({ events, config }: Hook, wanted: WebhookWanted): string[] {
  const lacks = events.includes('*') ? [] : wanted.events.filter((event) => !events.includes(event))
  return [
    ...(lacks.length > 0 ? [`It does not tell of ${lacks.join(', ')}.`] : []),
    ...(config.content_type === 'json' ? [] : ['It does not send JSON.']),
    ...(String(config.insecure_ssl ?? '0') === '0' ? [] : ['It does not check the certificate of this control room.']),
    ...(config.secret ? [] : ['It signs with no secret.']),
  ]
}

/** Ours as it should be, and what stands in its way: ours that may write, and another one of its title. */
function among(keys: Key[], { title, publicKey }: DeployKeyWanted): { ours: Key | null; inTheWay: Key[] } {
  const isOurs = ({ key }: Key) => materialOf(key) === materialOf(publicKey)
  return {
    ours: keys.find((key) => isOurs(key) && key.read_only) ?? null,
    inTheWay: keys.filter((key) => (isOurs(key) ? !key.read_only : key.title === title)),
  }
}

/** Kind and key, without the comment. */
function materialOf(publicKey: string): string {
  return publicKey.trim().split(/\s+/).slice(0, 2).join(' ')
}
