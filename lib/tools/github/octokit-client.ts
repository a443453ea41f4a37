import { createAppAuth } from '@octokit/auth-app'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import { OpsError } from '../../core/error.ts'
import type { CallOptions } from '../tools.ts'
import { type About, asOpsError, refusalOf } from './octokit-failure.ts'
import { apiOf, type GithubName } from './whose.ts'

/** How the control room signs in at GitHub: with a person's token, as an App, or not at all, which lets it read what is public. */
export type SignIn = { how: 'token'; token: string } | { how: 'app'; appId: number; privateKey: string } | { how: 'none' }

export interface ClientSettings {
  /** Of the pages: `https://github.com`, or an Enterprise server's. */
  url: string
  signIn: SignIn
  /** Milliseconds of the plugins' unit of waiting, a second by default. */
  unitMs?: number | undefined
}

export type Client = InstanceType<typeof Client>

const Client = Octokit.plugin(retry, throttling)

/** How long a call waits where nobody says so. */
const patienceMs = 60_000

/** Goes with each request, and ends it. */
export interface Request {
  signal: AbortSignal
  /** The time in milliseconds until which waiting for a limit makes sense. */
  until: number
  retries?: number
}

/** Speaks with GitHub. */
export interface Clients {
  how: SignIn['how']
  /** As it speaks about one repository: an App does so as its installation there. */
  ask<Answer>(about: About, options: CallOptions | undefined, call: (client: Client, request: Request) => Promise<Answer>): Promise<Answer>
  /** As the App itself; as the token's owner, or nobody, where there is none. */
  askAsSelf<Answer>(
    about: About,
    options: CallOptions | undefined,
    call: (client: Client, request: Request) => Promise<Answer>,
  ): Promise<Answer>
}

export function openClients({ url, signIn, unitMs = 1000 }: ClientSettings): Clients {
  const common = {
    baseUrl: apiOf(url),
    userAgent: 'devops-agent',
    log: silent,
    retry: { retryAfterBaseValue: unitMs },
    throttle: {
      retryAfterBaseValue: unitMs,
      id: url,
      ...pacedBy(unitMs),
      onRateLimit: isWorthWaiting,
      onSecondaryRateLimit: isWorthWaiting,
    },
  }
  const self =
    signIn.how === 'app'
      ? new Client({ ...common, authStrategy: createAppAuth, auth: { appId: signIn.appId, privateKey: signIn.privateKey } })
      : new Client({ ...common, ...(signIn.how === 'token' && { auth: signIn.token }) })

  const installed = new Map<string, Promise<Client>>()
  const installation = async (name: GithubName, request: Request): Promise<Client> => {
    if (signIn.how !== 'app') return self
    const { owner, repo } = name
    const { data } = await self.rest.apps.getRepoInstallation({ owner, repo, request }).catch(notInstalled(name))
    const auth = { appId: signIn.appId, privateKey: signIn.privateKey, installationId: data.id }
    return new Client({ ...common, authStrategy: createAppAuth, auth })
  }
  const clientOf = (name: GithubName, request: Request): Promise<Client> => {
    const key = `${name.owner}/${name.repo}`.toLowerCase()
    const known = installed.get(key) ?? installation(name, request)
    installed.set(key, known)
    // One that could not be had is asked for anew.
    known.catch(() => installed.delete(key))
    return known
  }
  return {
    how: signIn.how,
    ask: (about, options, call) =>
      within(about, options, async (request) => {
        const client = await clientOf(about, request)
        return call(client, request).catch((error: unknown) => {
          // An App that was taken away and installed again is another installation.
          if (refusalOf(error)?.status === 401) installed.delete(`${about.owner}/${about.repo}`.toLowerCase())
          throw error
        })
      }),
    askAsSelf: (about, options, call) => within(about, options, (request) => call(self, request)),
  }
}

/** Ends a call at its deadline or when it is not wanted any more, also while it only waits for its turn. */
async function within<Answer>(
  about: About,
  options: CallOptions | undefined,
  call: (request: Request) => Promise<Answer>,
): Promise<Answer> {
  const { signal: wanted, deadlineMs = patienceMs } = options ?? {}
  const late = AbortSignal.timeout(deadlineMs)
  const signal = wanted ? AbortSignal.any([wanted, late]) : late
  const ended = Promise.withResolvers<never>()
  const end = () => ended.reject(signal.reason)
  signal.addEventListener('abort', end, { once: true })
  try {
    signal.throwIfAborted()
    return await Promise.race([call({ signal, until: Date.now() + deadlineMs }), ended.promise])
  } catch (error) {
    const wished = `${about.doing} of ${about.owner}/${about.repo}`
    if (wanted?.aborted) throw new OpsError('cancelled', `Stopped while GitHub was asked to ${wished}.`, 'Ask again if it is still wanted.')
    if (late.aborted)
      throw new OpsError(
        'timeout',
        `GitHub took more than ${deadlineMs / 1000} s to ${wished}.`,
        'Try again; githubstatus.com says how it is.',
      )
    throw asOpsError(error, about)
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/** GitHub's plugins ask before they wait. Longer than its caller waits nobody needs to. */
function isWorthWaiting(
  retryAfterSeconds: number,
  { request }: { request: Readonly<Record<string, unknown>> },
  _client: unknown,
  retryCount: number,
): boolean {
  return retryCount < 3 && Date.now() + retryAfterSeconds * 1000 < Number(request.until ?? 0)
}

/**
 * The plugin leaves a second between writes, and three between those that somebody is notified of, as GitHub asks for. Where the unit is
 * another, as in tests, nobody asks for that.
 */
function pacedBy(unitMs: number): object {
  const atOnce = { key: () => ({ schedule: (_options: unknown, work: () => unknown) => work() }) }
  return unitMs === 1000 ? {} : { write: atOnce, notifications: atOnce }
}

/** Says of an installation that GitHub does not find that there is none. */
export function notInstalled({ owner, repo }: GithubName) {
  return (error: unknown): never => {
    if (refusalOf(error)?.status !== 404) throw error
    throw new OpsError(
      'not_found',
      `The App is not installed at ${owner}/${repo}.`,
      'Install it there: the page of the App at GitHub has a button for it.',
      { cause: error },
    )
  }
}

/** What goes wrong is an error, and is told once. */
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
