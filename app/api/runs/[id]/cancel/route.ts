import { control } from '../../../../../lib/control.ts'
import { guarded } from '../../../../../lib/web/handle.ts'

export const POST = guarded<{ id: string }>(async (actor, _request, { id }) =>
  Response.json({ run: await control().cancel(actor, id) }, { status: 202 }),
)
