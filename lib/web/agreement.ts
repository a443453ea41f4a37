import { OpsError } from '../core/error.ts'
import type { Agreement } from '../core/ladder.ts'

/** What a page sends with an agreement; whatever is no text is not there. */
export function agreementIn(given: unknown): Agreement {
  const { planDigest, word, reason }: Record<string, unknown> = given && typeof given === 'object' ? { ...given } : {}
  return { planDigest: textOf(planDigest), word: textOf(word), reason: textOf(reason) }
}

/** The same in the headers of a request: `If-Match`, `Typed-Word` and `Reason`, the last two percent-encoded. */
export function agreementOf({ headers }: Request): Agreement {
  return {
    planDigest: headers.get('if-match')?.replaceAll('"', ''),
    word: decoded('Typed-Word', headers.get('typed-word')),
    reason: decoded('Reason', headers.get('reason')),
  }
}

/** Whether a plan is asked for: `?plan=1`. What can be read in two ways does nothing. */
export function wantsPlan({ url }: Pick<Request, 'url'>): boolean {
  const value = new URL(url).searchParams.get('plan')
  if (value === null || value === '0') return false
  if (value === '1') return true
  throw new OpsError('invalid', 'plan: is to be 1 or 0.', 'With ?plan=1 the plan is shown, and nothing is done.', {
    fields: { plan: 'is to be 1 or 0' },
  })
}

function decoded(name: string, value: string | null): string | undefined {
  try {
    return value === null ? undefined : decodeURIComponent(value)
  } catch {
    throw new OpsError('invalid', `The header ${name} is not percent-encoded UTF-8.`, 'Encode it as encodeURIComponent does.')
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
