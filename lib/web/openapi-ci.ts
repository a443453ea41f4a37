import { errors, json } from './openapi-shapes.ts'

const progress = {
  type: 'object',
  properties: {
    run: { $ref: '#/components/schemas/CiRun' },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          number: { type: 'integer' },
          step: { type: 'string' },
          at: { type: 'string' },
          stream: { enum: ['out', 'err'] },
          text: { type: 'string' },
        },
      },
    },
    next: { type: 'integer', description: 'The line to ask from next' },
  },
  required: ['run', 'lines', 'next'],
}

const runners = {
  type: 'object',
  properties: { online: { type: 'integer' }, idle: { type: 'integer', description: 'Of them those that run no job now' } },
  required: ['online', 'idle'],
}

/** A run as a job waits for it. */
export const ciRunSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'string' },
    verdict: { type: 'string' },
    summary: { type: ['string', 'null'] },
    cause: { type: ['string', 'null'] },
    isOver: { type: 'boolean' },
    exitCode: { type: ['integer', 'null'], description: 'What the job is to exit with; null as long as it is not over' },
  },
  required: ['id', 'title', 'status', 'verdict', 'summary', 'cause', 'isOver', 'exitCode'],
}

/** What GitHub delivers, and what its workflows ask for. */
export const ciPaths = {
  '/api/hooks/github': {
    post: {
      operationId: 'deliver',
      tags: ['room'],
      summary: 'What GitHub delivers: signed with the secret of the webhook, written down, and answered at once',
      security: [],
      parameters: ['X-Hub-Signature-256', 'X-GitHub-Event', 'X-GitHub-Delivery'].map((name) => ({
        name,
        in: 'header',
        required: true,
        schema: { type: 'string' },
      })),
      requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
      responses: {
        202: json({ type: 'object' }, 'Taken: `waiting` for a worker, `nothing` follows from it, or `known` already'),
        ...errors('unauthenticated', 'too_large', 'invalid', 'unavailable'),
      },
    },
  },
  '/api/ci/runs': {
    post: {
      operationId: 'beginCi',
      tags: ['runs'],
      summary: 'Begins a run of CI, by a token of the control room or by the one that GitHub gives a workflow',
      description: 'A workflow of GitHub sends nothing, or `base` and `all`: repository, branch and commit are in its token.',
      parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 200 } }],
      requestBody: { content: { 'application/json': { schema: { type: 'object' }, example: { repo: 'example', branch: 'main' } } } },
      responses: {
        202: json({ type: 'object', properties: { run: { $ref: '#/components/schemas/CiRun' } }, required: ['run'] }, 'The run'),
        ...errors('unauthenticated', 'refused', 'too_large', 'invalid', 'unavailable'),
      },
    },
  },
  '/api/ci/runners': {
    get: {
      operationId: 'countRunners',
      tags: ['runs'],
      summary: 'How many self-hosted runners would take a job of the workflow that asks, by the token that GitHub gives it',
      responses: { 200: json(runners, 'Those that are online'), ...errors('unauthenticated', 'refused', 'unavailable') },
    },
  },
  '/api/ci/runs/{id}': {
    get: {
      operationId: 'followCi',
      tags: ['runs'],
      summary: 'How the run stands, with the lines of its log from one on',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: 'The run: its id, or its beginning' },
        { name: 'from', in: 'query', schema: { type: 'integer', minimum: 1 }, description: 'The first line that is wanted' },
      ],
      responses: { 200: json(progress, 'The run and its lines'), ...errors('unauthenticated', 'refused', 'not_found', 'unavailable') },
    },
  },
}
