import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { OpsError } from '../../core/error.ts'
import type { ActionsClaims, OidcTool } from './port.ts'

interface OidcSettings {
  issuer: string
  audience: string
}

/** How far the clocks of both may be apart. */
const skewSeconds = 60
const keysMs = 5_000
const required = ['exp', 'iat', 'repository', 'ref', 'sha', 'event_name', 'actor', 'run_id', 'run_attempt']

/** Believes the tokens of one issuer that are for us. Its keys are fetched when they are needed, and again when it has new ones. */
export function openOidc({ issuer, audience }: OidcSettings): OidcTool {
  const keys = createRemoteJWKSet(new URL(`${issuer.replace(/\/+$/, '')}/.well-known/jwks`), { timeoutDuration: keysMs })
  // Signatures by a shared secret are never accepted: what is public would then sign.
  const options = { issuer, audience, algorithms: ['RS256'], clockTolerance: skewSeconds, requiredClaims: required }
  return {
    async claims(token) {
      try {
        return claimsOf((await jwtVerify(token, keys, options)).payload)
      } catch (error) {
        throw inOurWords(error, { issuer, audience })
      }
    },
  }
}

function claimsOf(payload: JWTPayload): ActionsClaims {
  const text = (name: string) => String(payload[name] ?? '')
  return {
    repository: text('repository'),
    ref: text('ref'),
    sha: text('sha'),
    event: text('event_name'),
    headRef: text('head_ref'),
    by: text('actor'),
    run: text('run_id'),
    attempt: text('run_attempt'),
  }
}

function inOurWords(cause: unknown, { issuer, audience }: OidcSettings): OpsError {
  const hint = 'A job asks GitHub for one with permission id-token: write. It holds for a few minutes.'
  const not = (message: string) => new OpsError('unauthenticated', message, hint, { cause })
  if (cause instanceof errors.JWTExpired) return not('This token of GitHub Actions has run out.')
  if (cause instanceof errors.JWTClaimValidationFailed) {
    if (cause.claim === 'aud') return not(`This token of GitHub Actions is not for ${audience}.`)
    if (cause.claim === 'iss') return not(`This token is none of ${issuer}.`)
    return not(`The claim ${cause.claim} of this token does not fit.`)
  }
  if (cause instanceof errors.JWKSTimeout || !(cause instanceof errors.JOSEError) || cause.code === 'ERR_JOSE_GENERIC')
    return new OpsError('unavailable', `The keys of ${issuer} cannot be had.`, 'Try again, or use a token of the control room.', { cause })
  return not('This token is not signed by a key of its issuer.')
}
