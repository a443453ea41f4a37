import { OpsError } from '../core/error.ts'
import { atFirstUse } from './late.ts'
import type { OidcTool } from './oidc/port.ts'

/** Believes the workflows of GitHub Actions whose tokens are for this audience; nobody's where there is none. */
export function openActions({ issuer, audience }: { issuer: string; audience?: string | undefined }): OidcTool {
  if (audience === undefined) return { claims: () => Promise.reject(closed()) }
  return atFirstUse<OidcTool>(async () => {
    const { openOidc } = await import('./oidc/jose.ts')
    return openOidc({ issuer, audience })
  })
}

function closed(): OpsError {
  return new OpsError(
    'unauthenticated',
    'Tokens of GitHub Actions are not believed here.',
    'Name the audience that they are for as github.actions.audience in config/agent.yml.',
  )
}
