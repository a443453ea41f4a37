import { siteUrl } from '../../../config/env.ts'
import { control, productVersion } from '../../../lib/control.ts'
import { openApiOf } from '../../../lib/web/openapi.ts'

export const dynamic = 'force-dynamic'

/** Open to all: it says nothing that is not in the program's own text. */
export async function GET(): Promise<Response> {
  return Response.json(openApiOf(control().verbs, { version: productVersion(), url: siteUrl() }))
}
