import { control } from '../../../lib/control.ts'

export const dynamic = 'force-dynamic'

/** For probes and for the supervisor: open to all, and says nothing that is not needed for that. */
export async function GET(): Promise<Response> {
  const health = await control()
    .health()
    .catch(() => ({ status: 'fail' as const, reason: 'The database does not answer.' }))
  return Response.json(health, { status: health.status === 'fail' ? 503 : 200, headers: { 'cache-control': 'no-store' } })
}
