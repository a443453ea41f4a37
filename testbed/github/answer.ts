import type { Json, JsonObject } from './json.ts'
import type { Account, Repository, World } from './world.ts'

/** A request that fits GitHub's description and whose sender may make it. */
export interface Call {
  world: World
  repository: Repository
  who: Account
  path: Record<string, string>
  query: Record<string, string>
  body: JsonObject
  /** With the query. */
  url: URL
}

export interface Answer {
  status: number
  body: Json
  headers?: Record<string, string>
}

export type Handler = (call: Call) => Answer | Promise<Answer>

/** GitHub says no: with a message, and which field it does not like. */
export function refusal(status: number, message: string, errors?: JsonObject[], headers: Record<string, string> = {}): Answer {
  const documentation_url = 'https://docs.github.com/rest'
  return { status, body: { message, documentation_url, status: `${status}`, ...(errors && { errors }) }, headers }
}

export const notFound = () => refusal(404, 'Not Found')

/** One page of a list, with the links to the others. */
export function paged(items: Json[], { query, url }: Pick<Call, 'query' | 'url'>): { items: Json[]; headers: Record<string, string> } {
  const size = Math.min(100, Number(query.per_page ?? 30))
  const page = Math.max(1, Number(query.page ?? 1))
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (number: number, rel: string) => {
    const to = new URL(url)
    to.searchParams.set('page', `${number}`)
    return `<${to.href}>; rel="${rel}"`
  }
  const links = page < last ? [link(page + 1, 'next'), link(last, 'last')] : []
  return { items: items.slice((page - 1) * size, page * size), headers: links.length > 0 ? { link: links.join(', ') } : {} }
}

export function list(items: Json[], call: Call): Answer {
  const { items: body, headers } = paged(items, call)
  return { status: 200, body, headers }
}
