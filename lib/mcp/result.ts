import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { OpsError, problemOf } from '../core/error.ts'
import { isFinished, type JsonObject, verdictOf } from '../core/run.ts'
import type { RunRow } from '../core/store.ts'
import { fitted, mostCharacters } from './fitted.ts'
import { untrusted, visible, visibleObject } from './untrusted.ts'

/** So many cuts are told; more are of no use. */
const mostCuts = 20

/** An answer: our sentence, then the data with its mark, and the same for a program. Both have an end, and what was cut is said. */
export function answered(source: string, sentence: string, whole: JsonObject, isError = false): CallToolResult {
  const { data, characters, cuts: all } = fitted(visibleObject(whole))
  const cuts = all.slice(0, mostCuts)
  const size = `The answer has ${characters} characters, and ${mostCharacters} are told at most`
  if (data === null) return { isError: true, content: [{ type: 'text', text: `${sentence} ${size}: ask for less.` }] }
  if (cuts.length === 0)
    return { isError, content: [{ type: 'text', text: sentence }, untrusted(source, data, [])], structuredContent: data }
  const told = { type: 'text', text: `${sentence} ${size}: it is cut where it says so. Ask for less.` } as const
  const _meta = { 'control-room/cut': cuts }
  return { isError, content: [told, untrusted(source, data, cuts)], structuredContent: data, _meta }
}

/** A refusal or a failure in the words of every other surface. */
export function failed(error: unknown): CallToolResult {
  const { code, message, hint } = problemOf(error)
  const fields = error instanceof OpsError ? error.fields : {}
  const text = code === 'internal' ? 'The control room could not answer. Its log has the cause.' : visible(`${message} ${hint}`.trim())
  if (code === 'internal') console.error('mcp:', error)
  return { isError: true, content: [{ type: 'text', text }], _meta: { 'control-room/error': { code, fields } } }
}

/** How a run stands. Anything but a success, or a run that goes on, is an error to the agent. */
export function standing(row: RunRow, address: string | null): CallToolResult {
  const { id, view } = row
  const page = address && `${address}/runs/${id}`
  const data = {
    run: id,
    address: row.address,
    title: row.title,
    status: row.status,
    ended: isFinished(row.status),
    cause: view.cause && { code: view.cause.code, message: view.cause.message, hint: view.cause.hint, step: view.cause.step },
    tests: { ...view.tests },
    left: [...view.left],
    output: view.output,
    page,
  }
  const isWell = row.status === 'succeeded' || ['queued', 'running'].includes(row.status)
  return answered(row.address, sentenceOf(row, page), data, !isWell)
}

function sentenceOf({ id, address, status, view }: RunRow, page: string | null): string {
  const where = page ? ` Its page: ${page}` : ''
  if (status === 'waiting')
    return `Run ${id} of ${address} waits: a person has to approve it.${where} Then follow_run ${id} tells how it goes.`
  if (!isFinished(status)) return `Run ${id} of ${address} is ${status}. It goes on: ask again with follow_run ${id}.${where}`
  return `Run ${id} of ${address}: ${verdictOf(view).replaceAll('_', ' ')}.${where}`
}
