import type { Json, JsonObject } from './run.ts'

/** The hash before the first record. */
export const genesis = '0'.repeat(64)

/** A record of the audit, as far as its hash says. */
export interface ChainedRecord {
  seq: number
  /** ISO 8601, with milliseconds. */
  at: string
  actor: string
  actorName: string
  surface: string
  action: string
  target: string
  outcome: string
  details: JsonObject
}

/**
 * What the sha-256 of an audit record is taken over: the hash before, a line feed, and the record as JSON with sorted keys. A browser
 * computes the chain from the same words.
 */
export function chainText(
  previous: string,
  { seq, at, actor, actorName, surface, action, target, outcome, details }: ChainedRecord,
): string {
  return `${previous}\n${JSON.stringify([seq, at, actor, actorName, surface, action, target, outcome, sorted(details)])}`
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (!value || typeof value !== 'object') return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]))
}
