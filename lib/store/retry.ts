import { setTimeout as pause } from 'node:timers/promises'
import type { ReadStore } from '../core/store.ts'

/** What driver and client say when the server is away, or a connection to it is lost. */
const lostWords =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|Connection terminated|connection (?:closed|timeout|error)|not queryable|Client was closed|Can't reach database|timeout exceeded when trying to connect|terminating connection|server closed the connection|the database system is|Transaction (?:already closed|API error)|Unable to start a transaction/i
/** SQLSTATE classes 08 (connection), 53 (resources), 57P (operator), 40001, 40P01 and 25P03, and Prisma's own codes for the same. */
const lostCodes = /\b(?:08\w{3}|53\d{3}|57P0\d|40001|40P01|25P03|P1001|P1002|P1008|P1017|P2024|P2028|P2034)\b/

/**
 * Repeats a write that is safe to repeat for as long as the database is away; a worker whose lease runs out meanwhile exits.
 * Any other error is thrown at once.
 */
export async function untilAnswered<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2000)) {
    try {
      return await work()
    } catch (error) {
      if (!isPassing(error)) throw error
      await pause(waitMs)
    }
  }
}

/** True for an error that goes away when the database comes back. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const text = `${'code' in error ? String(error.code) : ''} ${error.message}`
  return lostWords.test(text) || lostCodes.test(text) || isPassing(error.cause)
}

/** The same store, whose reads wait for a database that is away: a step that reads does not fail for that. */
export function patientStore({
  runs,
  workers,
  environments,
  audit,
  evidence,
  deliveries,
  tokens,
  members,
  sessions,
}: ReadStore): ReadStore {
  return {
    runs: patient(runs),
    workers: patient(workers),
    environments: patient(environments),
    audit: patient(audit),
    evidence: patient(evidence),
    deliveries: patient(deliveries),
    tokens: patient(tokens),
    members: patient(members),
    sessions: patient(sessions),
  }
}

function patient<Part extends object>(part: Part): Part {
  return new Proxy(part, {
    get(target, property, receiver) {
      const member: unknown = Reflect.get(target, property, receiver)
      return typeof member === 'function' ? (...given: unknown[]) => untilAnswered(() => member.apply(target, given)) : member
    },
  })
}
