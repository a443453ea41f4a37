import { OpsError } from '../core/error.ts'
import { endDelivery, putOff, type TakenDelivery, takeDelivery } from '../store/deliveries.ts'
import { isPassing } from '../store/retry.ts'
import { carryOut, type Guard } from './carry-out.ts'

/** What is away now is asked again after this, for an hour. */
const againMs = 15_000
const patienceMs = 3_600_000
const passing: readonly string[] = ['unavailable', 'timeout', 'too_many', 'conflict']

/** Does what was delivered, one after the other, until nothing is left that this worker may take. */
export async function takeDeliveries(guard: Guard): Promise<void> {
  for (;;) {
    const delivery = await takeDelivery(guard.prisma)
    if (delivery === null) return
    await settle(guard, delivery)
  }
}

/** What cannot be done is told in its row, and keeps no other from its turn for longer than it is worth trying. */
async function settle(guard: Guard, delivery: TakenDelivery): Promise<void> {
  const { prisma } = guard
  try {
    await endDelivery(prisma, delivery.seq, await carryOut(guard, delivery))
  } catch (error) {
    if (isPassing(error)) throw error
    const isAway = error instanceof OpsError && passing.includes(error.code) && delivery.ageMs < patienceMs
    if (isAway) return putOff(prisma, delivery.seq, againMs)
    await endDelivery(prisma, delivery.seq, { outcome: 'failed', why: error instanceof Error ? error.message : String(error) })
  }
}
