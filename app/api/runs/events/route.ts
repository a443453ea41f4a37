import { control } from '../../../../lib/control.ts'
import { guarded } from '../../../../lib/web/handle.ts'
import { hereHeaders } from '../../../../lib/web/here.ts'
import { eventStream } from '../../../../lib/web/stream.ts'
import { stillSignedIn } from '../../../../lib/web/viewer.ts'

export const dynamic = 'force-dynamic'

export const GET = guarded(async (actor, request) => {
  const known = Number(request.headers.get('last-event-id') ?? 0)
  const stop = new AbortController()
  const events = await control().followOpen(actor, Number.isSafeInteger(known) ? known : 0, stop.signal)
  return eventStream({ events, stop, stillAllowed: await stillSignedIn(), headers: hereHeaders() }, request.signal)
})
