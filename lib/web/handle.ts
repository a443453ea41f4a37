import { randomUUID } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import { siteUrl } from '../../config/env.ts'
import { errorCodes, OpsError, type Problem, problemOf } from '../core/error.ts'
import type { Actor } from '../core/policy.ts'
import type { CiAsker } from '../door/ci.ts'
import { type Bearer, caller, ciAsker, program } from './viewer.ts'

const mostBytes = 1024 * 1024

/** A route's handler with the caller already known: there is no other way to write one. */
export function guarded<Params>(work: (actor: Actor, request: Request, params: Params) => Promise<Response>) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    try {
      return await work(await caller(), request, await params)
    } catch (error) {
      return refusal(error)
    }
  }
}

/** The same for jobs that wait for CI: a workflow of GitHub is known too, by the token that GitHub gave it. */
export function forJobs<Params>(work: (asker: CiAsker, request: Request, params: Params) => Promise<Response>) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    try {
      return await work(await ciAsker(), request, await params)
    } catch (error) {
      return refusal(error)
    }
  }
}

/**
 * The same for what only programs may call, by their token. A page that has made its own name point at us (DNS rebinding) is known by
 * its Host and its Origin, and refused before anything else.
 */
export function forPrograms(work: (bearer: Bearer, request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    try {
      checkHost(request.headers)
      return await work(await program(), request)
    } catch (error) {
      return refusal(error)
    }
  }
}

/** The same for what is vouched for by its signature alone: the work reads the body as it came, of at most so many bytes, and judges it. */
export function signed(mostOfAll: number, work: (request: Request, body: () => Promise<Buffer>) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    try {
      return await work(request, () => boundedBytes(request, mostOfAll))
    } catch (error) {
      return refusal(error)
    }
  }
}

function checkHost(headers: Headers): void {
  const own = siteUrl()
  const isOurs = (host: string) => host === (own && new URL(own).host) || /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host)
  const origin = headers.get('origin')
  const isForeign = origin !== null && origin !== own
  if (isForeign || !isOurs(headers.get('host') ?? ''))
    throw new OpsError('refused', 'This request is for another address than that of the control room.', `Use ${own ?? 'its own address'}.`)
}

/** A problem as HTTP: the code's status, the sentence, the hint and the fields; an unknown error shows a number, its cause goes to the log. */
function refusal(error: unknown): Response {
  const request = randomUUID().slice(0, 8)
  const problem = shown(error, request)
  const headers = problem.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="control room"' } : undefined
  return Response.json({ error: { ...problem, request } }, { status: errorCodes[problem.code].http, ...(headers ? { headers } : {}) })
}

/** What an action returns: its result, or the problem as it may be shown. */
export async function outcomeOf<Result extends object | null>(
  work: () => Promise<Result>,
): Promise<{ done: Result } | { problem: ShownProblem }> {
  try {
    return { done: await work() }
  } catch (error) {
    unstable_rethrow(error)
    return { problem: shown(error, randomUUID().slice(0, 8)) }
  }
}

interface ShownProblem extends Problem {
  fields: Readonly<Record<string, string>>
}

function shown(error: unknown, request: string): ShownProblem {
  if (error instanceof OpsError) return { ...problemOf(error), fields: error.fields }
  console.error(`request ${request}:`, error)
  return {
    code: 'internal',
    message: `The control room could not answer (request ${request}).`,
    hint: 'Its log has the cause under this number.',
    fields: {},
  }
}

/** A request's JSON object; empty when there is no body. */
export async function jsonOf(request: Request): Promise<Record<string, unknown>> {
  const text = (await boundedBytes(request, mostBytes)).toString()
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (value && typeof value === 'object' && !Array.isArray(value)) return { ...value }
  } catch {
    // Said below, as for any other body that is not an object.
  }
  throw new OpsError('invalid', 'The body is not a JSON object.', 'Send the inputs as {"name": value}.')
}

/** What is announced as too large is not read, and what breaks off is nothing. */
async function boundedBytes(request: Request, most: number): Promise<Buffer> {
  const tooLarge = new OpsError('too_large', `The body is larger than ${most / 1024 / 1024} MiB.`, 'Send less.')
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.length
      if (bytes > most) throw tooLarge
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof OpsError) throw cause
    throw new OpsError('invalid', 'The body broke off before its end.', 'Send it again, whole.', { cause })
  }
  return Buffer.concat(chunks)
}
