import { auditExport } from '../../../../lib/web/audit-export.ts'
import { guarded } from '../../../../lib/web/handle.ts'
import { bodyOf } from '../../../../lib/web/stream.ts'

const types = { ndjson: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8' }

/** The audit, or what a filter finds in it, as a file: `?format=ndjson` or `csv`. */
export const GET = guarded(async (actor, request) => {
  const { format: wanted, ...filter } = Object.fromEntries(new URL(request.url).searchParams)
  const format = wanted === 'csv' ? 'csv' : 'ndjson'
  const lines = auditExport(actor, format, Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== '')))
  // A filter that does not fit is refused before anything is sent.
  const first = await lines.next()
  const name = `audit-${new Date().toISOString().slice(0, 10)}.${format}`
  const headers = { 'content-type': types[format], 'content-disposition': `attachment; filename="${name}"` }
  return new Response(bodyOf(after(first, lines)), { headers })
})

async function* after(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (!first.done) yield first.value
  yield* rest
}
