import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { OpsError } from '../core/error.ts'
import { fieldsOf } from '../core/field.ts'
import { askedOf, type Plan } from '../core/plan.ts'
import type { Actor } from '../core/policy.ts'
import { route } from '../core/router.ts'
import type { JsonObject } from '../core/run.ts'
import type { Control } from '../door/door.ts'
import { answered, standing } from './result.ts'
import { type Waiting, waitFor } from './run.ts'
import { toolNameOf, toolsFor } from './tools.ts'

export interface Call extends Omit<Waiting, 'tell' | 'isOwner'> {
  control: Control
  actor: Actor
  /** Where the pages are; null when none run. */
  address: string | null
  tell(done: number, total: number, message: string): void
  /** Asks the person at the agent's screen, if there is one who can be asked. */
  askPerson: ((plan: Plan) => Promise<boolean>) | null
}

/** Uses a tool: a verb by its name, or one of our own. */
export async function callTool(call: Call, name: string, input: Record<string, unknown>): Promise<CallToolResult> {
  if (name === 'find_skill') return findSkill(call, String(input.words ?? ''))
  if (name === 'run_skill') return callVerb(call, textIn(input, 'skill'), input.input ?? {}, reasonIn(input))
  if (name === 'follow_run') return followed(call, textIn(input, 'run'), { isOwner: false })
  if (name === 'cancel_run') return standing(await call.control.cancel(call.actor, textIn(input, 'run')), call.address)
  return callVerb(call, name, input)
}

async function callVerb(call: Call, name: string, input: unknown, reason?: string): Promise<CallToolResult> {
  const { control, actor } = call
  const { address, verb } = route(control.verbs, name)
  if (verb.effect === 'read') return answered(address, `${address} answered.`, await control.ask(actor, address, input))
  const plan = await control.preview(actor, address, input)
  // Who would be refused for want of a reason is not asked first.
  const mayAsk = plan.word !== null && (reason !== undefined || !plan.needsReason)
  const approvedBy = mayAsk ? await approval(call, plan) : undefined
  const run = await control.submit(actor, address, input, { planDigest: plan.digest, approvedBy, reason })
  return followed(call, run.id, { isOwner: true })
}

/** Who has agreed to what destroys; undefined leaves it to the dashboard. */
async function approval({ askPerson, actor }: Call, plan: Plan): Promise<string | undefined> {
  if (askPerson === null || plan.needsApproval) return undefined
  if (await askPerson(plan)) return `the person at ${actor.name}`
  throw new OpsError('refused', `${askedOf(plan)}: the person who was asked did not agree.`, 'Nothing was changed.')
}

/** How a run stands once it has been waited for; only the call that made it takes it along when it is cancelled. */
async function followed(call: Call, id: string, { isOwner }: { isOwner: boolean }): Promise<CallToolResult> {
  const { control, actor, address } = call
  const row = await control.run(actor, id)
  if (row.status === 'waiting') return standing(row, address)
  const verb = control.verbs[row.address]
  const total = verb && 'steps' in verb ? Object.keys(verb.steps).length : 1
  const tell: Waiting['tell'] = (done, message) => call.tell(done, total, message)
  return standing(await waitFor(control, actor, row.id, { ...call, isOwner, tell }), address)
}

function findSkill({ control, actor }: Call, words: string): CallToolResult {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const listed = new Set(toolsFor(control, actor).map(({ name }) => name))
  const rows = Object.entries(control.verbs).flatMap(([address, verb]): JsonObject[] => {
    const text = `${address} ${verb.title} ${verb.summary}`.toLowerCase()
    if (!wanted.every((word) => text.includes(word))) return []
    const decision = control.judge(actor, address)
    const inputs = fieldsOf(verb.input).map(({ name, kind, required, help }) => ({ name, kind, required, help }))
    const { title, summary, effect } = verb
    const refusal = decision.allowed ? null : decision.reason
    return [{ skill: address, title, summary, effect, inputs, tool: listed.has(toolNameOf(address)) ? toolNameOf(address) : null, refusal }]
  })
  const none = `Nothing matches ${JSON.stringify(words)}. Try a word such as restore, or none for all.`
  return answered('find_skill', rows.length > 0 ? `${rows.length} verbs.` : none, { rows })
}

function reasonIn({ reason }: Record<string, unknown>): string | undefined {
  return typeof reason === 'string' ? reason : undefined
}

function textIn(input: Record<string, unknown>, name: string): string {
  const value = input[name]
  if (typeof value === 'string' && value !== '') return value
  throw new OpsError('invalid', `${name}: is to be a text.`, 'See the tool’s schema.', { fields: { [name]: 'is to be a text' } })
}
