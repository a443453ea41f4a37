import { createHash } from 'node:crypto'
import { OpsError } from '../core/error.ts'
import type { Actor } from '../core/policy.ts'
import type { JsonObject } from '../core/run.ts'
import type { Prisma } from './generated/client.ts'
import { toJson } from './rows.ts'

/** Keys are remembered for a day, as clients that try again expect. */
const keptMs = 86_400_000

/** A request that names itself, so that the same one again is not done twice. */
export interface NamedRequest {
  /** Who asks: a name is the token's or the member's own. */
  actor: Pick<Actor, 'id' | 'token'>
  key: string
  /** What it asks for: any difference is another request. */
  asks: unknown
}

/** What came of a request: the run that it began, or its answer. Neither is there where the answer was shown once. */
interface Outcome {
  runId: string | null
  answer: Prisma.JsonValue
}

/**
 * Takes the name, in the transaction that does what is asked for: of two that come at once the second waits for the first. Returns what came of
 * the request that has the name already, or null. A name that was given to another request is refused.
 */
export async function takeName(
  tx: Prisma.TransactionClient,
  { actor: { id, token }, key, asks }: NamedRequest,
  runId: string | null,
): Promise<Outcome | null> {
  const actor = token?.id ?? id
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new OpsError('invalid', 'An Idempotency-Key has 1 to 200 letters, digits or signs, and no spaces.', 'A UUID is a good one.')
  const digest = createHash('sha256').update(JSON.stringify(asks)).digest('hex')
  await tx.idempotencyKey.deleteMany({ where: { at: { lt: new Date(Date.now() - keptMs) } } })
  const made = await tx.$executeRaw`
    insert into "IdempotencyKey" (actor, key, digest, "runId") values (${actor}, ${key}, ${digest}, ${runId}) on conflict do nothing`
  if (made === 1) return null
  const row = await tx.idempotencyKey.findUniqueOrThrow({ where: { actor_key: { actor, key } } })
  if (row.digest === digest) return { runId: row.runId, answer: row.answer }
  throw new OpsError(
    'invalid',
    `Idempotency-Key ${key} was used for another request.`,
    'Use a new key for each request, and the same only to try again.',
  )
}

/** Keeps the answer under the name, for when the same request comes again. */
export async function keepAnswer(
  tx: Prisma.TransactionClient,
  { actor: { id, token }, key }: Omit<NamedRequest, 'asks'>,
  answer: JsonObject,
): Promise<void> {
  await tx.idempotencyKey.update({ where: { actor_key: { actor: token?.id ?? id, key } }, data: { answer: toJson(answer) } })
}
