import { control } from '../../../../../lib/control.ts'
import { guarded } from '../../../../../lib/web/handle.ts'
import { bodyOf } from '../../../../../lib/web/stream.ts'

export const GET = guarded<{ id: string }>(async (actor, _request, { id }) => {
  const run = await control().run(actor, id)
  const lines = control().logText(actor, run.id)
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': `attachment; filename="${run.id}.log"` }
  return new Response(bodyOf(lines), { headers })
})
