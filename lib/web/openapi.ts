import { roleFor } from '../core/policy.ts'
import { answerSchemaOf, inputSchemaOf } from '../core/schema.ts'
import type { AnyVerb, Registry } from '../core/skill.ts'
import { ciPaths, ciRunSchema } from './openapi-ci.ts'
import { errors, json, planSchema, problemSchema, refTo, runRowSchema } from './openapi-shapes.ts'

type Json = { [name: string]: unknown }

/** The HTTP interface as OpenAPI 3.1, from the registry: what a verb's contract says is said nowhere else. */
export function openApiOf(verbs: Registry, { version, url }: { version: string; url: string | null }): Json {
  const used = Object.entries(verbs).map(([address, verb]) => [
    `/api/skills/${address.replace('.', '/')}`,
    { post: operationOf(address, verb) },
  ])
  const tags = [...new Set(Object.keys(verbs).map((address) => address.split('.')[0]))].map((name) => ({ name }))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control room',
      version,
      description: 'What the control room can do, over HTTP. Every error is one sentence, a hint, and what is wrong with which input.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    ...(url === null ? {} : { servers: [{ url }] }),
    security: [{ token: [] }, { session: [] }],
    tags: [...tags, { name: 'runs' }, { name: 'room' }],
    paths: { ...Object.fromEntries(used), ...runPaths, ...ciPaths, ...roomPaths },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'devops-agent token create, or Settings, Tokens' },
        session: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token', description: 'A browser that has signed in' },
      },
      schemas: { Problem: problemSchema, Run: runRowSchema, CiRun: ciRunSchema, Plan: planSchema },
    },
  }
}

function operationOf(address: string, verb: AnyVerb): Json {
  const isRun = 'run' in verb
  const { title, summary, effect, example } = verb
  return {
    operationId: address.replace('.', '__'),
    tags: [address.split('.')[0]],
    summary: title,
    description: `${summary} It takes role ${roleFor(verb)}, and ${{ read: 'reads', write: 'writes', destroy: 'destroys' }[effect]}.`,
    'x-effect': effect,
    'x-role': roleFor(verb),
    ...(effect === 'read' ? {} : { parameters: writeParameters }),
    requestBody: { content: { 'application/json': { schema: inputSchemaOf(verb), example } } },
    responses: {
      ...(isRun
        ? {
            200: json(planAnswer, 'The plan, with `?plan=1`'),
            202: json({ type: 'object', properties: { run: refTo('Run') }, required: ['run'] }, 'The run that was made'),
          }
        : effect === 'read'
          ? { 200: json(answerSchemaOf(verb), 'The answer') }
          : { 200: json({ anyOf: [answerSchemaOf(verb), planAnswer] }, 'The answer, or the plan with `?plan=1`') }),
      ...errors('unauthenticated', 'refused', 'not_found', 'conflict', 'too_large', 'invalid', 'unavailable'),
    },
  }
}

const planAnswer = { type: 'object', properties: { plan: refTo('Plan') }, required: ['plan'] }

const writeParameters = [
  {
    name: 'plan',
    in: 'query',
    schema: { type: 'string', enum: ['0', '1'] },
    description: 'With 1 it shows what would happen, and does nothing',
  },
  {
    name: 'If-Match',
    in: 'header',
    schema: { type: 'string' },
    description: 'The digest of the plan that was agreed to; what destroys needs it, and with a token waits for a person as well',
  },
  {
    name: 'Typed-Word',
    in: 'header',
    schema: { type: 'string' },
    description: 'The word of the plan, percent-encoded, where a person with a session confirms what destroys; a token needs none',
  },
  {
    name: 'Reason',
    in: 'header',
    schema: { type: 'string' },
    description: 'Why, percent-encoded UTF-8 of at most 500 characters, kept in the audit; what destroys on production needs 10',
  },
  {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', maxLength: 200 },
    description:
      'A name for this request. The same request again within a day is not done twice: it answers with the same run or as before, or says that the answer was shown once (409). Another with this name is refused (422)',
  },
]

const idParameter = [
  { name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: 'The run: its id, or its beginning' },
]
const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  schema: { type: 'integer', minimum: 0 },
  description: 'The `id` that was heard last: what came after it is told. A browser’s EventSource sends it by itself',
}
const after = {
  name: 'after',
  in: 'query',
  schema: { type: 'integer', minimum: 0 },
  description: 'The same, where no header can be sent; the header counts',
}
const runOnly = json({ type: 'object', properties: { run: refTo('Run') }, required: ['run'] }, 'The run')
const common = errors('unauthenticated', 'refused', 'not_found', 'unavailable')

function onRun(method: 'get' | 'post', operationId: string, summary: string, success: Json, parameters: readonly Json[] = []): Json {
  const responses = { ...success, ...common, ...(method === 'post' ? errors('conflict') : {}) }
  return { [method]: { operationId, tags: ['runs'], summary, parameters: [...idParameter, ...parameters], responses } }
}

const text = (type: string, description: string) => ({ description, content: { [type]: { schema: { type: 'string' } } } })

const runPaths = {
  '/api/runs/events': {
    get: {
      operationId: 'followOpenRuns',
      tags: ['runs'],
      summary: 'The runs that have not ended, as server-sent events; Last-Event-ID resumes',
      parameters: [lastEventId],
      responses: {
        200: text('text/event-stream', 'The whole list each time that it changes: `id` stands for its content, `data` is JSON'),
        ...errors('unauthenticated', 'refused', 'unavailable'),
      },
    },
  },
  '/api/runs/{id}': onRun('get', 'getRun', 'One run, as control_room.run answers', { 200: json({ type: 'object' }, 'The run') }),
  '/api/runs/{id}/cancel': onRun('post', 'cancelRun', 'Cancels a run; what it made is undone', { 202: runOnly }),
  '/api/runs/{id}/approve': onRun('post', 'approveRun', 'Lets a waiting run go on; a person does that, no token', { 202: runOnly }),
  '/api/runs/{id}/events': onRun(
    'get',
    'followRun',
    'Its events as server-sent events; Last-Event-ID resumes',
    { 200: text('text/event-stream', 'An event each: `id` is its number, `data` is JSON; `end` is the last') },
    [lastEventId, after],
  ),
  '/api/runs/{id}/log': onRun('get', 'getRunLog', 'Its whole log', { 200: text('text/plain', 'A line each, with its time') }),
  '/api/runs/{id}/evidence': onRun('get', 'getRunEvidence', 'Its evidence pack', { 200: text('application/gzip', 'A tar archive') }),
}

const roomPaths = {
  '/api/health': {
    get: {
      operationId: 'getHealth',
      tags: ['room'],
      summary: 'Whether the control room is well',
      security: [],
      responses: { 200: json({ type: 'object' }, 'It is'), 503: json({ type: 'object' }, 'It is not') },
    },
  },
  '/api/audit/export': {
    get: {
      operationId: 'exportAudit',
      tags: ['room'],
      summary: 'The audit, or what a filter of control_room.audit finds in it, as a file',
      parameters: ['format', 'who', 'what', 'surface', 'outcome'].map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
      responses: {
        200: text('application/x-ndjson', 'A record a line; with `format=csv` as CSV'),
        ...errors('unauthenticated', 'refused', 'invalid'),
      },
    },
  },
  '/api/openapi.json': {
    get: {
      operationId: 'getOpenApi',
      tags: ['room'],
      summary: 'This document',
      security: [],
      responses: { 200: json({ type: 'object' }, 'OpenAPI 3.1') },
    },
  },
  '/api/mcp': {
    post: {
      operationId: 'mcp',
      tags: ['room'],
      summary: 'The same for agents: MCP over Streamable HTTP (also GET and DELETE)',
      security: [{ token: [] }],
      requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
      responses: {
        200: text('text/event-stream', 'JSON-RPC 2.0 messages'),
        202: { description: 'Taken' },
        ...errors('unauthenticated', 'refused'),
      },
    },
  },
}
