import { randomBytes } from 'node:crypto'
import { type Call, type Handler, list, notFound, paged, refusal } from './answer.ts'
import type { Deliveries } from './deliveries.ts'
import { type Json, type JsonObject, objectOf, textOf } from './json.ts'
import type { OperationId } from './operations.ts'
import { accountShape, deliveryShape, hookShape, repositoryShape, shaped } from './shapes.ts'
import { type Hook, idOf, now, type Repository, type World } from './world.ts'

const hourMs = 3_600_000

/** Who signs in, and what ties a repository to others. */
export function connectionHandlers(deliveries: Deliveries) {
  const withHook = (answer: (hook: Hook, call: Call) => ReturnType<Handler>): Handler => {
    return (call) => {
      const hook = call.repository.hooks.find(({ id }) => id === Number(call.path.hook_id))
      return hook ? answer(hook, call) : notFound()
    }
  }
  return {
    'users/get-authenticated': ({ world, who }) => ({
      status: 200,
      body: { ...shaped('users/get-authenticated', world, null, {}), ...accountShape(world, who) },
    }),
    'apps/get-authenticated': ({ world }) => {
      const { id = 0, slug = '' } = world.app ?? {}
      return { status: 200, body: shaped('apps/get-authenticated', world, null, { id, slug, name: slug }) }
    },
    'apps/get-repo-installation': ({ world, repository }) =>
      repository.installation === null ? notFound() : { status: 200, body: installationShape(world, repository.installation) },
    'apps/create-installation-access-token': ({ world, path }) => {
      const installed = [...world.repositories.values()].find(({ installation }) => installation?.id === Number(path.installation_id))
      if (!installed?.installation) return notFound()
      const token = `ghs_${randomBytes(18).toString('hex')}`
      const { permissions } = installed.installation
      world.accounts.set(token, { login: `${world.app?.slug}[bot]`, isApp: true, permissions, scopes: null })
      const times = { token, expires_at: new Date(Date.now() + hourMs).toISOString().replace(/\.\d+Z$/, 'Z') }
      const told = { ...times, permissions: appPermissions(permissions), repositories: [] }
      return { status: 201, body: shaped('apps/create-installation-access-token', world, null, told) }
    },
    'repos/get': ({ world, repository, who }) => {
      const { contents, administration } = who.permissions
      const rights = { admin: administration === 'write', maintain: false, push: contents === 'write', triage: false, pull: true }
      const { permissions: _permissions, ...shape } = repositoryShape(world, repository)
      return { status: 200, body: who.login === '' ? shape : { ...shape, permissions: rights } }
    },
    'repos/list-branches': (call) => {
      const { protectedBranches, heads } = call.repository
      const isProtected = (name: string) =>
        protectedBranches.some((entry) => (entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry))
      const names = [...heads].sort(([one], [other]) => (one < other ? -1 : 1))
      const branches = names.map(([name, sha]): Json => {
        const { protection: _protection, ...shape } = shaped('repos/list-branches', call.world, call.repository, {})
        return { ...shape, name, commit: { ...objectOf(shape.commit), sha }, protected: isProtected(name) }
      })
      return list(branches, call)
    },
    'repos/list-webhooks': (call) =>
      list(
        call.repository.hooks.map((hook): Json => hookShape(call.world, call.repository, hook)),
        call,
      ),
    'repos/create-webhook': ({ world, repository, body }) => {
      const { url, ...config } = configOf(body, null)
      if (repository.hooks.some((hook) => hook.config.url === url))
        return refusal(422, 'Validation Failed', [{ resource: 'Hook', code: 'custom', message: 'Hook already exists on this repository' }])
      if (!URL.canParse(url)) return refusal(422, 'Validation Failed', [{ resource: 'Hook', code: 'custom', message: 'url is invalid' }])
      const hook = {
        id: idOf(world),
        isActive: body.active !== false,
        events: eventsOf(body, ['push']),
        config: { url, ...config },
        deliveries: [],
      }
      repository.hooks.push(hook)
      if (hook.isActive) deliveries.ping(repository, hook)
      return { status: 201, body: hookShape(world, repository, hook) }
    },
    'repos/update-webhook': withHook((hook, { world, repository, body }) => {
      if (body.config !== undefined) hook.config = configOf(body, hook)
      if (body.events !== undefined) hook.events = eventsOf(body, hook.events)
      if (body.active !== undefined) hook.isActive = body.active === true
      return { status: 200, body: hookShape(world, repository, hook) }
    }),
    'repos/delete-webhook': withHook((hook, { repository }) => {
      repository.hooks.splice(repository.hooks.indexOf(hook), 1)
      return { status: 204, body: null }
    }),
    'repos/ping-webhook': withHook((hook, { repository }) => {
      deliveries.ping(repository, hook)
      return { status: 204, body: null }
    }),
    'repos/list-webhook-deliveries': withHook((hook, { query }) => {
      const newest = [...hook.deliveries].reverse().slice(0, Number(query.per_page ?? 30))
      return { status: 200, body: newest.map((delivery): Json => deliveryShape(delivery)) }
    }),
    'actions/list-self-hosted-runners-for-repo': (call) => {
      const { items, headers } = paged(
        call.repository.runners.map(({ id, name, os, isOnline, isBusy, labels }): Json => {
          const told = { id, name, os, status: isOnline ? 'online' : 'offline', busy: isBusy, ephemeral: false }
          return {
            ...told,
            labels: labels.map((label, index) => ({ id: index + 1, name: label, type: index < 3 ? 'read-only' : 'custom' })),
          }
        }),
        call,
      )
      return { status: 200, body: { total_count: call.repository.runners.length, runners: items }, headers }
    },
    'repos/list-deploy-keys': (call) =>
      list(
        call.repository.keys.map((key): Json => keyShape(call, key)),
        call,
      ),
    'repos/create-deploy-key': (call) => {
      const { world, repository, body } = call
      const material = textOf(body.key).split(' ').slice(0, 2).join(' ')
      const wrong = (message: string) =>
        refusal(422, 'Validation Failed', [{ resource: 'PublicKey', field: 'key', code: 'custom', message }])
      if (!/^(?:ssh-ed25519|ssh-rsa|ecdsa-\S+) \S+$/.test(material))
        return wrong('key is invalid. You must supply a key in OpenSSH public key format')
      // A deploy key is of one repository in all of GitHub.
      if ([...world.repositories.values()].some(({ keys }) => keys.some(({ key }) => key === material)))
        return wrong('key is already in use')
      const key = { id: idOf(world), title: textOf(body.title), key: material, isReadOnly: body.read_only === true, at: now() }
      repository.keys.push(key)
      return { status: 201, body: keyShape(call, key) }
    },
    'repos/delete-deploy-key': ({ repository, path }) => {
      const index = repository.keys.findIndex(({ id }) => id === Number(path.key_id))
      if (index < 0) return notFound()
      repository.keys.splice(index, 1)
      return { status: 204, body: null }
    },
  } satisfies Partial<Record<OperationId, Handler>>
}

function keyShape({ world, repository }: Call, { id, title, key, isReadOnly, at }: Repository['keys'][number]): JsonObject {
  return shaped('repos/create-deploy-key', world, repository, { id, title, key, read_only: isReadOnly, created_at: at })
}

function installationShape(world: World, { id, permissions }: NonNullable<Repository['installation']>): JsonObject {
  return shaped('apps/get-repo-installation', world, null, { id, app_id: world.app?.id ?? 0, permissions: appPermissions(permissions) })
}

const appPermissions = (permissions: Record<string, string>): JsonObject => ({ metadata: 'read', ...permissions })

/** What is not given becomes what it is by itself: GitHub takes a config as a whole, the secret too. */
function configOf({ config }: JsonObject, before: Hook | null): Hook['config'] {
  const { url, content_type, insecure_ssl, secret } = objectOf(config)
  return {
    url: textOf(url) || (before?.config.url ?? ''),
    content_type: textOf(content_type) || 'form',
    insecure_ssl: String(insecure_ssl ?? '0'),
    secret: textOf(secret) || null,
  }
}

function eventsOf({ events }: JsonObject, otherwise: string[]): string[] {
  return Array.isArray(events) ? events.map(textOf) : otherwise
}
