import { type Call, type Handler, list, notFound, paged, refusal } from './answer.ts'
import { type Json, type JsonObject, objectOf, textOf } from './json.ts'
import type { OperationId } from './operations.ts'
import { isCommit } from './refs.ts'
import { accountShape, checkShape, repositoryShape, shaped } from './shapes.ts'
import { idOf, now, type Repository, type World } from './world.ts'

/** As many as GitHub keeps of a commit and a context. */
const mostStatuses = 1000
const mostAnnotations = 50

type Status = Repository['statuses'][number]

/** What is said about commits. */
export const reportHandlers = {
  'repos/create-commit-status': ({ world, repository, who, path, body }) => {
    const { sha = '' } = path
    if (!/^[0-9a-f]{40}$/.test(sha) || !isCommit(repository, sha)) return refusal(422, `No commit found for SHA: ${sha}`)
    const description = body.description === undefined || body.description === null ? null : textOf(body.description)
    const context = body.context === undefined ? 'default' : textOf(body.context)
    const field = (name: string) =>
      refusal(422, 'Validation Failed', [{ resource: 'Status', field: name, code: 'custom', message: `${name} is too long` }])
    if ((description ?? '').length > 140) return field('description')
    if (repository.statuses.filter((one) => one.sha === sha && one.context === context).length >= mostStatuses) return field('context')
    const targetUrl = body.target_url === undefined || body.target_url === null ? null : textOf(body.target_url)
    const status = { id: idOf(world), sha, context, state: textOf(body.state), description, targetUrl, author: who, at: now() }
    repository.statuses.push(status)
    return { status: 201, body: statusShape(world, repository, status) }
  },
  'repos/get-combined-status-for-ref': (call) => {
    const { world, repository, path } = call
    const sha = repository.heads.get(path.ref ?? '') ?? path.ref ?? ''
    if (!isCommit(repository, sha)) return notFound()
    const newest = new Map(repository.statuses.filter((one) => one.sha === sha).map((one) => [one.context, one]))
    const states = [...newest.values()].map(({ state }) => state)
    const state = states.some((one) => one === 'failure' || one === 'error')
      ? 'failure'
      : states.includes('pending') || states.length === 0
        ? 'pending'
        : 'success'
    const { items, headers } = paged(
      [...newest.values()].map((one): Json => simpleStatusShape(world, repository, one)),
      call,
    )
    const told = { sha, state, statuses: items, total_count: newest.size, repository: repositoryShape(world, repository) }
    return { status: 200, headers, body: shaped('repos/get-combined-status-for-ref', world, repository, told) }
  },
  'checks/create': ({ world, repository, body }) => {
    if (!isCommit(repository, textOf(body.head_sha))) return refusal(422, `No commit found for SHA: ${textOf(body.head_sha)}`)
    const check = { id: idOf(world), at: now(), fields: {}, annotations: [] }
    const wrong = changed(check, body)
    if (wrong) return wrong
    repository.checks.push(check)
    return { status: 201, body: checkShape(world, repository, check) }
  },
  'checks/update': (call) => {
    const check = checkOf(call)
    if (!check) return notFound()
    return changed(check, call.body) ?? { status: 200, body: checkShape(call.world, call.repository, check) }
  },
  'checks/list-for-ref': (call) => {
    const { world, repository, path, query } = call
    const sha = repository.heads.get(path.ref ?? '') ?? path.ref
    const found = repository.checks.filter(({ fields }) => fields.head_sha === sha && (query.check_name ?? fields.name) === fields.name)
    const wanted = query.filter === 'all' ? found : found.filter(isNewest)
    const { items, headers } = paged(
      wanted.map((check): Json => checkShape(world, repository, check)),
      call,
    )
    return { status: 200, headers, body: { total_count: wanted.length, check_runs: items } }
  },
  'checks/list-annotations': (call) => {
    const check = checkOf(call)
    if (!check) return notFound()
    return list(
      check.annotations.map((one): Json => shaped('checks/list-annotations', call.world, call.repository, one)),
      call,
    )
  },
} satisfies Partial<Record<OperationId, Handler>>

/** By default GitHub tells of the checks of one name and App only the newest. */
function isNewest({ id, fields }: Repository['checks'][number], _index: number, all: Repository['checks']): boolean {
  return !all.some((other) => other.fields.name === fields.name && other.id > id)
}

function checkOf({ repository, path }: Call): Repository['checks'][number] | undefined {
  return repository.checks.find(({ id }) => id === Number(path.check_run_id))
}

/** Fields take the place of what they were; remarks are added to those that are there. */
function changed(check: Repository['checks'][number], body: JsonObject): ReturnType<typeof refusal> | null {
  const { annotations = [], ...output } = objectOf(body.output)
  const more = Array.isArray(annotations) ? annotations.map(objectOf) : []
  if (more.length > mostAnnotations)
    return refusal(422, `Invalid request.\n\nNo more than ${mostAnnotations} items are allowed; ${more.length} were supplied.`)
  check.fields = { ...check.fields, ...body, output: { ...objectOf(check.fields.output), ...output } }
  if (body.conclusion !== undefined) check.fields.status = 'completed'
  check.annotations.push(...more)
  return null
}

function statusShape(world: World, repository: Repository, status: Status): JsonObject {
  return { ...simpleStatusShape(world, repository, status), creator: accountShape(world, status.author) }
}

function simpleStatusShape(
  world: World,
  repository: Repository,
  { id, sha, state, context, description, targetUrl, at }: Status,
): JsonObject {
  const url = `${world.origin}/api/v3/repos/${repository.owner}/${repository.name}/statuses/${sha}`
  const { creator: _creator, ...shape } = shaped('repos/create-commit-status', world, repository, {})
  return { ...shape, id, url, state, context, description, target_url: targetUrl, created_at: at, updated_at: at }
}
