import { errorCodes } from '../core/error.ts'
import type { JsonSchema } from '../core/schema.ts'

const text = { type: 'string' }
const maybe = { type: ['string', 'null'] }

/** What every error is. */
export const problemSchema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string', enum: Object.keys(errorCodes) },
        message: { ...text, description: 'What happened' },
        hint: { ...text, description: 'What to do next' },
        fields: { type: 'object', additionalProperties: text, description: 'What is wrong with which input' },
        request: { ...text, description: 'Names this request in the log' },
      },
      required: ['code', 'message', 'hint'],
    },
  },
  required: ['error'],
}

/** A run as lists show it. */
export const runRowSchema = {
  type: 'object',
  properties: {
    id: text,
    address: text,
    title: text,
    status: { enum: ['waiting', 'queued', 'running', 'undoing', 'succeeded', 'failed', 'rolled_back', 'cancelled', 'interrupted'] },
    input: { type: 'object' },
    view: { type: 'object', description: 'The fold of its events: steps, cause, output, tests' },
    lock: text,
    startedBy: text,
    startedByName: text,
    surface: { enum: ['web', 'http', 'cli', 'mcp', 'webhook', 'schedule'] },
    reason: { ...maybe, description: 'Why it was asked for' },
    previous: maybe,
    next: maybe,
    repeats: {
      type: ['object', 'null'],
      properties: { count: { type: 'integer' }, isFlaky: { type: 'boolean', description: 'The same code both passed and failed' } },
    },
    parentId: maybe,
    createdAt: { type: 'string', format: 'date-time' },
  },
  required: ['id', 'address', 'title', 'status', 'createdAt'],
}

/** What a verb will do, before it does it. */
export const planSchema = {
  type: 'object',
  properties: {
    address: text,
    title: text,
    effect: { enum: ['write', 'destroy'] },
    sentence: maybe,
    steps: { type: 'array', items: { type: 'object', properties: { id: text, title: text }, required: ['id', 'title'] } },
    lock: maybe,
    needsApproval: { type: 'boolean' },
    word: { ...maybe, description: 'What is typed to confirm what destroys: send it as Typed-Word' },
    needsReason: { type: 'boolean', description: 'True when it destroys on production: send a Reason' },
    digest: { ...text, description: 'Send it as If-Match' },
    ahead: { type: ['object', 'null'], description: 'Who has what it locks, and where it would stand in line' },
  },
  required: ['address', 'title', 'effect', 'steps', 'digest'],
}

type Json = { [name: string]: unknown }

/** An answer in JSON. */
export const json = (schema: Json | JsonSchema, description: string) => ({ description, content: { 'application/json': { schema } } })

/** A shape by its name. */
export const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** Answers that are a problem, by their codes. */
export function errors(...codes: (keyof typeof errorCodes)[]): Json {
  return Object.fromEntries(codes.map((code) => [errorCodes[code].http, json(refTo('Problem'), code.replaceAll('_', ' '))]))
}
