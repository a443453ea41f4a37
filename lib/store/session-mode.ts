import type { Prisma } from './generated/client.ts'

/** Chooses the mode of one session; null is the configured one. */
export async function setSessionMode(tx: Prisma.TransactionClient, session: string, mode: string | null): Promise<void> {
  await tx.session.updateMany({ where: { id: session }, data: { mode } })
}
