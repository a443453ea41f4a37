import type { Json } from './run.ts'
import { mapped, storable } from './storable.ts'

/** What stands in place of a secret. */
export const redacted = '•••'

/** Shapes that are secrets wherever they occur; sources: the issuers' own documentation of their token formats. */
const shapes: readonly { name: string; pattern: RegExp }[] = [
  { name: 'a token of the control room', pattern: /\bdat_[A-Za-z0-9]{40}(?![A-Za-z0-9])/g },
  { name: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})\b/g },
  { name: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{16,}/g },
  { name: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { name: 'a Slack token', pattern: /\bxox[abposr]-[A-Za-z0-9-]{10,}/g },
  { name: 'an API key', pattern: /\b(?:sk|rk|key)[-_](?:live|test|proj|ant|api)[-_A-Za-z0-9]{16,}/g },
  { name: 'a Mailgun key', pattern: /\bkey-[0-9a-f]{32}\b/g },
  { name: 'a JSON web token', pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g },
  {
    name: 'a password in a URL',
    pattern: /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,80}:)[^\s/@]{1,200}(?:@[^\s/@"'<>,;]{1,200}){0,3}(?=@)/gi,
  },
  { name: 'a token in a URL', pattern: /(?<=\bhttps?:\/\/)[^\s/:@]{12,200}(?=@)/gi },
  { name: 'an authorization header', pattern: /(?<=\bauthorization["']?\s*[:=]\s*["']?(?:bearer|basic|token)\s+)[A-Za-z0-9+/=._~-]{8,}/gi },
  { name: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g },
]

/** A secret shorter than this would blank out ordinary words. */
const shortest = 6

export interface Redactor {
  text(text: string): string
  json<Value extends Json>(value: Value): Value
  /** What kind of secret a text contains, or null. */
  find(text: string): string | null
  /** For text that comes line by line: a private key is masked from its first line to its last. */
  lines(): (line: string) => string
}

/** Knows the control room's own secret values besides the general shapes; stands between every writer and what it writes to. */
export function openRedactor(values: readonly string[]): Redactor {
  const known = [...new Set(values.filter((value) => value.length >= shortest))].sort((a, b) => b.length - a.length)
  const text = (before: string): string => {
    let after = before
    for (const value of known) if (after.includes(value)) after = after.replaceAll(value, redacted)
    for (const { pattern } of shapes) after = after.replace(pattern, redacted)
    return storable(after)
  }
  const find = (candidate: string): string | null => {
    if (known.some((value) => candidate.includes(value))) return 'a secret of the control room'
    const shape = shapes.find(({ pattern }) => candidate.search(pattern) >= 0)
    return shape?.name ?? null
  }
  return { text, json: (value) => mapped(value, text), find, lines: () => lineMask(text) }
}

function lineMask(text: (line: string) => string): (line: string) => string {
  let isInKey = false
  return (line) => {
    const begins = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line)
    const ends = /-----END [A-Z ]*PRIVATE KEY-----/.test(line)
    const masked = isInKey && !begins ? redacted : text(line)
    isInKey = (isInKey || begins) && !ends
    return masked
  }
}
