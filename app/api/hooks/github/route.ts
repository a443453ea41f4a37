import { control } from '../../../../lib/control.ts'
import { signed } from '../../../../lib/web/handle.ts'

export const dynamic = 'force-dynamic'

/** GitHub sends no more in a delivery. */
const mostBytes = 25 * 1024 * 1024

/** Answers 202 to whatever GitHub has signed, once it is written down; what follows from it is done by a worker. */
export const POST = signed(mostBytes, async ({ headers }, body) =>
  Response.json(await control().deliver({ headers, body }), { status: 202 }),
)
