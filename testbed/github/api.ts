import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { nobody, refusedTo, whoAsks } from './access.ts'
import { type Answer, type Handler, notFound, refusal } from './answer.ts'
import type { Deliveries } from './deliveries.ts'
import { type Asked, againstAnswer, againstRequest, operationAt } from './description.ts'
import { answerOf, type Fault, takenFault } from './faults.ts'
import { type Json, objectOf } from './json.ts'
import type { OperationId } from './operations.ts'
import { settle } from './refs.ts'
import type { Account, World } from './world.ts'

export type Handlers = Record<OperationId, Handler>

interface Api {
  world: World
  deliveries: Deliveries
  handlers: Handlers
  faults: Fault[]
}

/** Answers a request of the API. What GitHub's description rejects is answered with 500 and the reason, and remembered. */
export async function answerApi(api: Api, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world } = api
  const text = await textOf(request)
  const pathname = url.pathname.slice('/api/v3'.length)
  world.seen.push(`${request.method} ${pathname}`)
  const found = operationAt(request.method ?? '', pathname)
  if (!found) return send(world, response, violated(world, [`GitHub has no ${request.method} ${pathname} that is asked for here`]))
  const asked = { ...found, query: Object.fromEntries(url.searchParams), body: parsed(text) }
  const fault = takenFault(api.faults, asked.id)
  if (fault?.kind === 'cut') return void response.socket?.destroy()
  if (fault?.kind === 'slow') await pause(fault.ms ?? 1000)
  const refused = fault === null ? null : answerOf(fault, world)
  const answer = refused ?? (await answered(api, asked, url, request.headers.authorization))
  if (fault?.kind === 'lost') return void response.socket?.destroy()
  const problems = refused ? [] : againstAnswer(asked.id, answer.status, answer.body)
  send(world, response, problems.length > 0 && answer.status !== 500 ? violated(world, problems) : answer)
}

async function answered({ world, deliveries, handlers }: Api, asked: Asked, url: URL, authorization: string | undefined): Promise<Answer> {
  const problems = againstRequest(asked)
  if (problems.length > 0) return violated(world, problems)
  const who = whoAsks(world, authorization)
  if (who !== 'app' && 'status' in who) return who
  const { owner, repo } = asked.path
  const repository = world.repositories.get(`${owner}/${repo}`.toLowerCase())
  const isOfOne = owner !== undefined
  if (isOfOne && !repository) return notFound()
  const refused = refusedTo(asked.id, who, repository ? !repository.isPrivate : true)
  if (refused) return refused
  if (repository) settle(world, repository, deliveries)
  const account: Account = who === 'app' ? nobody : who
  const of = repository ?? [...world.repositories.values()][0]
  if (!of) return notFound()
  const answer = await handlers[asked.id]({ world, repository: of, who: account, ...asked, body: objectOf(asked.body), url })
  return account.scopes === null ? answer : { ...answer, headers: { ...answer.headers, 'x-oauth-scopes': account.scopes.join(', ') } }
}

function violated(world: World, problems: string[]): Answer {
  world.violations.push(...problems)
  return refusal(500, `GitHub's description rejects this: ${problems.join('; ')}`)
}

function send({ rate }: World, response: ServerResponse, { status, body, headers }: Answer): void {
  rate.left = Math.max(0, rate.left - 1)
  const counted = { 'x-ratelimit-limit': rate.limit, 'x-ratelimit-remaining': rate.left, 'x-ratelimit-reset': rate.resetsAt }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...(rate.limit > 0 && counted), ...headers })
  response.end(body === null ? undefined : JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

function parsed(text: string): Json {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return text
  }
}
