import { exampleOf } from './description.ts'
import { type JsonObject, objectOf } from './json.ts'
import type { OperationId } from './operations.ts'
import type { Account, Comment, Delivery, Hook, Pull, Repository, World } from './world.ts'

/** GitHub's own example of an answer, told of a repository of this world, with what differs. */
export function shaped(
  id: OperationId,
  world: World,
  repository: Pick<Repository, 'owner' | 'name'> | null,
  change: JsonObject,
): JsonObject {
  const { owner, name } = repository ?? { owner: 'octocat', name: 'Hello-World' }
  const text = JSON.stringify(exampleOf(id))
    .replaceAll('https://api.github.com', `${world.origin}/api/v3`)
    .replaceAll(/octocat\/hello-world/gi, `${owner}/${name}`)
  return { ...objectOf(JSON.parse(text)), ...change }
}

export function repositoryShape(world: World, repository: Repository, change: JsonObject = {}): JsonObject {
  const { owner, name, isPrivate } = repository
  const full = `${owner}/${name}`
  const address = `${world.origin}/${full}`
  const urls = { url: `${world.origin}/api/v3/repos/${full}`, html_url: address, clone_url: `${address}.git`, svn_url: address }
  const shape = shaped('repos/get', world, repository, {
    ...urls,
    name,
    full_name: full,
    owner: userShape(world, owner),
    private: isPrivate,
    visibility: isPrivate ? 'private' : 'public',
    language: null,
    default_branch: 'main',
    ...change,
  })
  const { source: _source, parent: _parent, template_repository: _template, organization: _organization, ...own } = shape
  return own
}

export function userShape(world: World, login: string, type: 'User' | 'Bot' = 'User'): JsonObject {
  const { owner } = shaped('repos/get', world, null, {})
  const text = JSON.stringify(owner).replaceAll(/octocat/gi, login)
  return { ...objectOf(JSON.parse(text)), login, type }
}

export const accountShape = (world: World, { login, isApp }: Account) => userShape(world, login, isApp ? 'Bot' : 'User')

export function pullShape(world: World, repository: Repository, pull: Pull, id: OperationId = 'pulls/get'): JsonObject {
  const own = repositoryShape(world, repository)
  const forked = pull.fork ? { ...own, full_name: pull.fork, fork: true, owner: userShape(world, pull.fork.split('/')[0] ?? '') } : null
  const headRepository = pull.fork === undefined ? own : forked
  const headOwner = pull.fork?.split('/')[0] ?? repository.owner
  const { number, title, body, state, isDraft, mergedAt, createdAt } = pull
  const closed = state === 'closed' ? (mergedAt ?? createdAt) : null
  return shaped(id, world, repository, {
    number,
    title,
    body,
    state,
    draft: isDraft,
    html_url: `${world.origin}/${repository.owner}/${repository.name}/pull/${number}`,
    user: userShape(world, pull.author),
    labels: pull.labels.map((label) => labelShape(world, repository, label)),
    created_at: createdAt,
    updated_at: createdAt,
    closed_at: closed,
    merged_at: mergedAt,
    merge_commit_sha: mergedAt ? pull.sha : null,
    requested_teams: [],
    auto_merge: null,
    base: {
      label: `${repository.owner}:${pull.base}`,
      ref: pull.base,
      sha: repository.heads.get(pull.base) ?? pull.sha,
      user: userShape(world, repository.owner),
      repo: own,
    },
    head: { label: `${headOwner}:${pull.head}`, ref: pull.head, sha: pull.sha, user: userShape(world, headOwner), repo: headRepository },
    ...(id === 'pulls/list' ? {} : { merged: mergedAt !== null, mergeable: pull.wasAsked ? true : null }),
  })
}

export function labelShape(world: World, repository: Repository, name: string): JsonObject {
  return shaped('issues/add-labels', world, repository, { name })
}

export function commentShape(world: World, repository: Repository, comment: Comment): JsonObject {
  const { id, number, author, body, at } = comment
  const page = `${world.origin}/${repository.owner}/${repository.name}/pull/${number}`
  const user = accountShape(world, author)
  return shaped('issues/create-comment', world, repository, {
    id,
    body,
    user,
    created_at: at,
    updated_at: at,
    html_url: `${page}#issuecomment-${id}`,
  })
}

export function checkShape(
  world: World,
  repository: Repository,
  { id, at, fields, annotations }: Repository['checks'][number],
): JsonObject {
  const { output, actions: _actions, ...told } = fields
  const { title = null, summary = null, text = null } = objectOf(output)
  const api = `${world.origin}/api/v3/repos/${repository.owner}/${repository.name}/check-runs/${id}`
  const page = `${world.origin}/${repository.owner}/${repository.name}/runs/${id}`
  const isOver = told.status === 'completed' || told.conclusion !== undefined
  return shaped('checks/create', world, repository, {
    ...{ external_id: null, details_url: page, conclusion: null, status: 'queued', ...told },
    ...{ id, url: api, html_url: page, pull_requests: [], started_at: at, completed_at: isOver ? at : null },
    output: { title, summary, text, annotations_count: annotations.length, annotations_url: `${api}/annotations` },
  })
}

export function hookShape(world: World, repository: Repository, hook: Hook): JsonObject {
  const { secret, ...config } = hook.config
  const last = hook.deliveries.at(-1)
  return shaped('repos/create-webhook', world, repository, {
    id: hook.id,
    active: hook.isActive,
    events: hook.events,
    // GitHub never tells a secret, but that there is one.
    config: secret === null ? config : { ...config, secret: '********' },
    last_response: last
      ? { code: last.status, status: wordOf(last), message: wordOf(last) }
      : { code: null, status: 'unused', message: null },
  })
}

export function deliveryShape(delivery: Delivery): JsonObject {
  const { id, guid, at, event, action, isRedelivery, status, durationMs } = delivery
  const times = { delivered_at: at, duration: durationMs / 1000, throttled_at: null }
  const ids = { id, guid, installation_id: null, repository_id: null }
  return { ...ids, ...times, redelivery: isRedelivery, status: wordOf(delivery), status_code: status, event, action }
}

function wordOf({ status }: Delivery): string {
  return status >= 200 && status < 300 ? 'OK' : `Invalid HTTP Response: ${status}`
}
