import { control } from '../../../../../lib/control.ts'
import { guarded } from '../../../../../lib/web/handle.ts'
import { eventStream } from '../../../../../lib/web/stream.ts'
import { stillSignedIn } from '../../../../../lib/web/viewer.ts'

export const dynamic = 'force-dynamic'

export const GET = guarded<{ id: string }>(async (actor, request, { id }) => {
  const after = Number(request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after') ?? 0)
  const stop = new AbortController()
  const events = await control().followInBatches(
    actor,
    id,
    Number.isSafeInteger(after) && after > 0 && after < 2 ** 31 ? after : 0,
    stop.signal,
  )
  return eventStream({ events, stop, stillAllowed: await stillSignedIn() }, request.signal)
})
