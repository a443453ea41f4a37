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
