import { z } from 'zod'

const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'names an environment variable, and is not the secret itself')

/** `github.webhook` of config/agent.yml: which variables hold the secrets of the webhook. Two while one is replaced by the other. */
export const webhook = z
  .strictObject({ secretsFrom: z.array(variable).max(2, 'names two variables at most: the old secret and the new one').default([]) })
  .prefault({})

/**
 * `github.actions` of config/agent.yml: whose tokens of OpenID Connect begin runs, so that no secret is stored at GitHub. Nobody's as long
 * as no audience is named.
 */
export const actions = z
  .strictObject({
    audience: z.string().min(1).optional(),
    host: z.string().min(1).default('github.com'),
    issuer: z
      .url({ protocol: /^https?$/, error: 'is the address of who issues tokens' })
      .default('https://token.actions.githubusercontent.com'),
  })
  .prefault({})

/** Which branches of a repository are tested when they are pushed: names, or beginnings that end in `*`. */
export const testedBranches = z.array(z.string().min(1)).default(['*'])
