import type { DeliveryOutcome, DeliveryRow } from '../core/delivery.ts'
import type { DeliveryFilter, Page } from '../core/store.ts'
import type { PrismaClient } from './generated/client.ts'

/** Deliveries newest first, a page at a time. A cursor that is not ours begins at the start. */
export async function listDeliveries(prisma: PrismaClient, { outcome, cursor, limit = 50 }: DeliveryFilter): Promise<Page<DeliveryRow>> {
  const before = Number(cursor)
  const found = await prisma.delivery.findMany({
    where: { ...(outcome ? { outcome } : {}), ...(before > 0 && before < 2 ** 31 ? { seq: { lt: before } } : {}) },
    orderBy: { seq: 'desc' },
    take: limit + 1,
    omit: { wish: true, takenUntil: true },
  })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const rows = page.map(({ at, outcome: became, runId, ...row }) => ({
    ...row,
    at: at.toISOString(),
    outcome: outcomeIn(became),
    run: runId,
  }))
  return { rows, next: found.length > limit && last ? String(last.seq) : null }
}

/** The column is written by this control room alone, from these words. */
function outcomeIn(column: string): DeliveryOutcome {
  return column as DeliveryOutcome
}
