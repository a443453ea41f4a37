import { control } from '../../../../lib/control.ts'
import { guarded } from '../../../../lib/web/handle.ts'

export const GET = guarded<{ id: string }>(async (actor, _request, { id }) =>
  Response.json(await control().ask(actor, 'control_room.run', { id })),
)
