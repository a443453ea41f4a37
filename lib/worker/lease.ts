import type { PrismaClient } from '../store/generated/client.ts'
import { untilAnswered } from '../store/retry.ts'

interface LeaseOptions {
  prisma: PrismaClient
  workerId: string
  boot: string
  version: string
  leaseMs: number
  onLost(reason: string): void
}

/** Takes this worker's lease and renews it every third of its length; `onLost` is called when it could not be kept. */
export async function holdLease({ prisma, workerId, boot, version, leaseMs, onLost }: LeaseOptions): Promise<() => void> {
  await untilAnswered(
    () => prisma.$executeRaw`
      insert into "Worker" (id, boot, version, "leaseUntil") values (${workerId}, ${boot}, ${version}, clock_timestamp() + ${leaseMs} * interval '1 ms')
      on conflict (id) do update set boot = excluded.boot, version = excluded.version, "leaseUntil" = excluded."leaseUntil"`,
  )
  const renew = async () => {
    const renewed = await prisma.$executeRaw`
      update "Worker" set "leaseUntil" = clock_timestamp() + ${leaseMs} * interval '1 ms'
      where id = ${workerId} and boot = ${boot} and "leaseUntil" > clock_timestamp()`
    if (renewed === 0) onLost('its lease has run out')
  }
  // While the database is away nothing can be renewed: the lease then runs out, and the next renewal says so.
  const timer = setInterval(() => void renew().catch((error: unknown) => console.error(`lease: ${String(error)}`)), leaseMs / 3)
  return () => clearInterval(timer)
}
