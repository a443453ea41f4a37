import { createHash } from 'node:crypto'
import { OpsError } from '../core/error.ts'
import type { Prisma } from './generated/client.ts'

/** Keys are remembered for a day, as clients that try again expect. */
const keptMs = 86_400_000

/** A request that names itself, so that the same one again begins no second run. */
export interface NamedRequest {
  /** The token or the member that asks. */
  actor: string
  key: string
  /** What it asks for: any difference is another request. */
  asks: unknown
}

/**
 * Takes the name for this run, in the transaction that makes it: of two that come at once the second waits for the first. Returns the run
 * that has the name already, or null. A name that was given to another request is refused.
 */
export async function takeName(tx: Prisma.TransactionClient, { actor, key, asks }: NamedRequest, runId: string): Promise<string | null> {
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new OpsError('invalid', 'An Idempotency-Key has 1 to 200 letters, digits or signs, and no spaces.', 'A UUID is a good one.')
  const digest = createHash('sha256').update(JSON.stringify(asks)).digest('hex')
  await tx.idempotencyKey.deleteMany({ where: { at: { lt: new Date(Date.now() - keptMs) } } })
  const made = await tx.$executeRaw`
    insert into "IdempotencyKey" (actor, key, digest, "runId") values (${actor}, ${key}, ${digest}, ${runId}) on conflict do nothing`
  if (made === 1) return null
  const row = await tx.idempotencyKey.findUniqueOrThrow({ where: { actor_key: { actor, key } } })
  if (row.digest === digest) return row.runId
  throw new OpsError(
    'invalid',
    `Idempotency-Key ${key} was used for another request.`,
    'Use a new key for each request, and the same only to try again.',
  )
}
