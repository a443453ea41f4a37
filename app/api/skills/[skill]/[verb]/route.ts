import { control } from '../../../../../lib/control.ts'
import { route } from '../../../../../lib/core/router.ts'
import { agreementOf, wantsPlan } from '../../../../../lib/web/agreement.ts'
import { guarded, jsonOf } from '../../../../../lib/web/handle.ts'

/** A read is answered (200), a plan shown (`?plan=1`), the control room changed (200), a run submitted (202); the plan's digest travels as `If-Match`, its word as `Typed-Word`, why as `Reason`, the name of a request that may be sent again as `Idempotency-Key`. */
export const POST = guarded<{ skill: string; verb: string }>(async (actor, request, { skill, verb: name }) => {
  const { address, verb } = route(control().verbs, `${skill}.${name}`)
  const input = await jsonOf(request)
  if (verb.effect === 'read') return Response.json(await control().ask(actor, address, input))
  if (wantsPlan(request)) return Response.json({ plan: await control().preview(actor, address, input) })
  const agreement = { ...agreementOf(request), idempotencyKey: request.headers.get('idempotency-key') ?? undefined }
  if ('change' in verb) return Response.json(await control().change(actor, address, input, agreement))
  const run = await control().submit(actor, address, input, agreement)
  return Response.json({ run }, { status: 202, headers: { location: `/api/runs/${run.id}` } })
})
