import { RequestError } from '@octokit/request-error'
import { OpsError } from '../../core/error.ts'
import type { GithubName } from './whose.ts'

/** What was asked, for the sentence about its failure: `set a status at 1a2b3c4`. */
export interface About extends GithubName {
  doing: string
}

/** GitHub's answer to a request that it did not like, as far as it is known. */
export function refusalOf(error: unknown): RequestError | null {
  return error instanceof RequestError ? error : null
}

/** What GitHub says of each thing that it does not like. */
export function detailsOf(error: RequestError | null): { field?: string; message?: string }[] {
  const data: unknown = error?.response?.data
  const errors: unknown = typeof data === 'object' && data !== null && 'errors' in data ? data.errors : []
  return Array.isArray(errors) ? errors.filter((one) => typeof one === 'object' && one !== null) : []
}

/** Until when GitHub answers no more, if that is why it refused. */
function limitedUntil(error: RequestError, now = Date.now()): Date | null {
  if (error.status !== 403 && error.status !== 429) return null
  const headers = error.response?.headers ?? {}
  const wait = Number(headers['retry-after'])
  if (wait > 0) return new Date(now + wait * 1000)
  if (headers['x-ratelimit-remaining'] === '0') return new Date(Number(headers['x-ratelimit-reset'] ?? 0) * 1000)
  return /secondary rate limit/i.test(error.message) ? new Date(now + 60_000) : null
}

/** As a sentence for people: what was wanted, what GitHub said, and what helps. */
export function asOpsError(error: unknown, { owner, repo, doing }: About): OpsError {
  if (error instanceof OpsError) return error
  const wanted = `${doing} of ${owner}/${repo}`
  const refusal = refusalOf(error)
  if (refusal?.response === undefined) {
    const why = error instanceof Error ? error.message : String(error)
    return new OpsError('unavailable', `GitHub did not answer when asked to ${wanted}: ${sentence(why)}`, 'Try again when it is reached.', {
      cause: error,
    })
  }
  const said = sentence(detailsOf(refusal).find(({ message }) => message)?.message ?? wordsOf(refusal))
  const until = limitedUntil(refusal)
  if (until)
    return new OpsError(
      'too_many',
      `GitHub answers no more until ${until.toISOString().slice(0, 19)}Z, so it could not ${wanted}: ${said}`,
      'Try again after that.',
      { cause: error },
    )
  if (refusal.status === 401)
    return new OpsError(
      'refused',
      `GitHub does not accept the sign-in, so it could not ${wanted}: ${said}`,
      'Check the token or App that `github` names in config/agent.yml, and that it has not run out.',
      { cause: error },
    )
  if (refusal.status === 403) return forbidden(refusal, wanted, said)
  if (refusal.status === 404)
    return new OpsError(
      'not_found',
      `GitHub shows nothing to this sign-in when asked to ${wanted}.`,
      'Check the address, and that the sign-in may see the repository and has the permission for this.',
      { cause: error },
    )
  if (refusal.status >= 500)
    return new OpsError(
      'unavailable',
      `GitHub failed (${refusal.status}) when asked to ${wanted}: ${said}`,
      'Try again later; githubstatus.com says how it is.',
      {
        cause: error,
      },
    )
  const fields = detailsOf(refusal).flatMap(({ field }) => field ?? [])
  const at = fields.length > 0 ? ` (${fields.join(', ')})` : ''
  return new OpsError('invalid', `GitHub refuses to ${wanted}: ${said}${at}`, 'Change what is asked for.', { cause: error })
}

function forbidden(refusal: RequestError, wanted: string, said: string): OpsError {
  const accepted = refusal.response?.headers['x-accepted-github-permissions']
  const permission = typeof accepted === 'string' ? accepted.replaceAll('=', ': ').replaceAll('; ', ' or ') : ''
  const lacks = permission ? ` It needs ${permission}.` : ''
  const hint = permission ? `Give the sign-in the permission ${permission}.` : 'Give the sign-in the permission for it.'
  return new OpsError('refused', `GitHub does not let this sign-in ${wanted}: ${said}${lacks}`, hint, { cause: refusal })
}

/** Without the address of the documentation that is added to it. */
function wordsOf({ message }: RequestError): string {
  return message.replace(/ - https?:\S+$/, '')
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
