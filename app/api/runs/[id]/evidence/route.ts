import { control } from '../../../../../lib/control.ts'
import { guarded } from '../../../../../lib/web/handle.ts'
import { bodyOf } from '../../../../../lib/web/stream.ts'

export const GET = guarded<{ id: string }>(async (actor, _request, { id }) => {
  const { name, archive } = await control().evidenceArchive(actor, id)
  const headers = { 'content-type': 'application/gzip', 'content-disposition': `attachment; filename="${name}.tar.gz"` }
  return new Response(bodyOf(archive), { headers })
})
