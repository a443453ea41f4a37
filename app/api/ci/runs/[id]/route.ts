import { control } from '../../../../../lib/control.ts'
import { forJobs } from '../../../../../lib/web/handle.ts'

/** How the run stands, with the lines of its log from `from` on; `next` is where to go on. */
export const GET = forJobs<{ id: string }>(async (asker, request, { id }) => {
  const from = Number(new URL(request.url).searchParams.get('from') ?? 1)
  return Response.json(await control().ci.progress(asker, id, Number.isSafeInteger(from) && from > 0 && from < 2 ** 31 ? from : 1))
})
