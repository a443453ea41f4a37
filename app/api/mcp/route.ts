import { siteUrl } from '../../../config/env.ts'
import { control, productVersion } from '../../../lib/control.ts'
import { answerMcp } from '../../../lib/mcp/http.ts'
import { forPrograms } from '../../../lib/web/handle.ts'

export const dynamic = 'force-dynamic'

const handle = forPrograms(({ token, holder }, request) =>
  answerMcp(request, token.id, holder, { control: control(), version: productVersion(), address: siteUrl() }),
)

export { handle as GET, handle as POST, handle as DELETE }
