import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'

// A paused process keeps its transaction, and with it the lock on a run's row: the server ends it, or a successor waits for ever.
export const idleTransactionMs = 5000

/** Connections a process may hold: those of Prisma's pool. The engine and the wake-up have theirs besides. */
const poolSize = 8

/** Opens a client; the caller keeps one a process. `name` is what the database shows of it. */
export function openPrisma(url: string, name: string): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: poolSize,
      application_name: name,
      connectionTimeoutMillis: 5000,
      idle_in_transaction_session_timeout: idleTransactionMs,
    }),
  })
}
