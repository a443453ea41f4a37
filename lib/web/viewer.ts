import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getToken } from 'next-auth/jwt'
import { control } from '../control.ts'
import { OpsError } from '../core/error.ts'
import type { Actor, Surface } from '../core/policy.ts'

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

/** Who is calling a route. Throws `unauthenticated`. */
export async function caller(): Promise<Actor> {
  const actor = await currentViewer('http')
  if (!actor) throw new OpsError('unauthenticated', 'Sign in first.', 'Open /sign-in in a browser.')
  return actor
}

/** False once the session has been ended, so that a stream can end with it. */
export async function stillSignedIn(): Promise<() => Promise<boolean>> {
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
