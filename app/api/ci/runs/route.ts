import { control } from '../../../../lib/control.ts'
import { forJobs, jsonOf } from '../../../../lib/web/handle.ts'

/** Begins a run of CI and says where to read along. A workflow of GitHub sends no input: what it is about its token says. */
export const POST = forJobs(async (asker, request) => {
  const key = request.headers.get('idempotency-key') ?? undefined
  const run = await control().ci.begin(asker, await jsonOf(request), key)
  return Response.json({ run }, { status: 202, headers: { location: `/api/ci/runs/${run.id}` } })
})
