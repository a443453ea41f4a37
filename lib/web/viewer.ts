import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getToken } from 'next-auth/jwt'
import { control } from '../control.ts'
import { OpsError } from '../core/error.ts'
import type { Actor, Surface, TokenScope } from '../core/policy.ts'
import type { CiAsker } from '../door/ci.ts'

/** The session's secret out of next-auth's cookie, or null. */
async function sessionToken(): Promise<string | null> {
  const all = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]))
  // next-auth reads nothing of a request but its cookies and headers.
  const request = { cookies: all, headers: {} } as Parameters<typeof getToken>[0]['req']
  const token = await getToken({ req: request })
  return typeof token?.sid === 'string' ? token.sid : null
}

/** Who is asking, or null: the session is looked up each time. */
export async function currentViewer(surface: Surface = 'web'): Promise<Actor | null> {
  const token = await sessionToken()
  const actor = token && (await control().members.session(token))
  return actor ? { ...actor, surface } : null
}

/** Who is looking at a page or using an action of it; somebody without a session goes to sign in, and comes back. */
export async function viewer(): Promise<Actor> {
  const actor = await currentViewer()
  if (actor) return actor
  const path = (await headers()).get('x-path')
  redirect(path && path !== '/' ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in')
}

/**
 * Who is using an action of a page. Somebody whose session has ended stays on the page, with all that they have typed, and is told so:
 * throws `unauthenticated`.
 */
export async function signedIn(): Promise<Actor> {
  const actor = await currentViewer()
  if (actor) return actor
  throw new OpsError('unauthenticated', 'Your session ended.', 'Sign in again; this page and its filters are kept.')
}

/**
 * Who is calling a route: the holder of the bearer's token where one is sent, and then nobody else, or the session of the cookie.
 * Throws `unauthenticated`.
 */
export async function caller(): Promise<Actor> {
  const authorization = await bearerHeader()
  if (authorization !== null) return (await bearer(authorization, 'http')).actor
  const actor = await currentViewer('http')
  if (!actor) throw new OpsError('unauthenticated', 'Sign in first.', 'Open /sign-in in a browser.')
  return actor
}

/** Who asks for CI: a workflow of GitHub by the token that GitHub gave it, else whoever calls a route. Throws `unauthenticated`. */
export async function ciAsker(): Promise<CiAsker> {
  const secret = secretIn((await bearerHeader()) ?? '')
  return isWebToken(secret) ? { claims: await control().claims(secret) } : { actor: await caller() }
}

/** Three parts with dots between them: ours has none. */
function isWebToken(secret: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(secret)
}

/** A token's holder; `holder` asks again who that is, and is null once the token has ended. */
export interface Bearer {
  actor: Actor
  token: TokenScope
  holder(): Promise<Actor | null>
}

/** Who is calling what only programs may: no cookie is looked at. Throws `unauthenticated`. */
export async function program(): Promise<Bearer> {
  return bearer((await bearerHeader()) ?? '', 'mcp')
}

async function bearer(authorization: string, surface: Surface): Promise<Bearer> {
  const holder = () => control().bearer(secretIn(authorization), surface)
  const actor = await holder()
  if (actor?.token) return { actor, token: actor.token, holder }
  const message = authorization === '' ? 'A token is needed.' : 'This token is unknown, has run out or was revoked.'
  throw new OpsError('unauthenticated', message, 'Make one: devops-agent token create. Send it as Authorization: Bearer.')
}

/** The header of a bearer, or null; a proxy before us may have a scheme of its own, which is not ours to judge. */
async function bearerHeader(): Promise<string | null> {
  const authorization = (await headers()).get('authorization')
  return authorization !== null && /^bearer\b/i.test(authorization) ? authorization : null
}

function secretIn(authorization: string): string {
  return /^bearer +([^\s]+) *$/i.exec(authorization)?.[1] ?? ''
}

/** False once the session has been ended or the token revoked, so that a stream can end with it. */
export async function stillSignedIn(): Promise<() => Promise<boolean>> {
  const authorization = await bearerHeader()
  if (authorization !== null) return async () => (await control().bearer(secretIn(authorization), 'http')) !== null
  const token = await sessionToken()
  return async () => token !== null && (await isOpen(token))
}

/** The streams of one session ask once a second for all of them. */
const asked = new Map<string, Promise<boolean>>()
const askedMs = 1_000

function isOpen(token: string): Promise<boolean> {
  const known = asked.get(token)
  if (known) return known
  const answer = control()
    .members.session(token)
    .then((actor) => actor !== null)
  asked.set(token, answer)
  setTimeout(() => asked.delete(token), askedMs).unref()
  return answer
}
