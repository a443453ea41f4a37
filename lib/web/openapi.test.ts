import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { verbs } from '../../skills/registry.ts'
import { openApiOf } from './openapi.ts'

interface Operation {
  operationId: string
  summary: string
  parameters?: { name: string; in: string }[]
  responses: Record<string, object>
  requestBody?: { content: { 'application/json': { schema: { properties: object; additionalProperties?: boolean } } } }
}
/** The document as JSON, as a client reads it. */
function read(text: string): {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: object }
  servers?: object
} {
  return JSON.parse(text)
}
const text = JSON.stringify(openApiOf(verbs, { version: '1.2.3', url: 'http://room' }))
const document = read(text)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ way: `${method.toUpperCase()} ${path}`, operation })),
)

test('every route is in the document, and nothing that is none', () => {
  const inCode = globSync('app/api/**/route.ts')
    .filter((file) => !file.includes('[...nextauth]') && !file.includes('[verb]'))
    .map((file) => `/${file.replace('app/', '').replace('/route.ts', '').replace('[id]', '{id}')}`)
  const ofVerbs = Object.keys(verbs).map((address) => `/api/skills/${address.replace('.', '/')}`)
  assert.deepEqual(Object.keys(document.paths).sort(), [...inCode, ...ofVerbs].sort())
  for (const { way, operation } of operations) {
    const [method = '', path = ''] = way.split(' ')
    const file = path.startsWith('/api/skills/') ? 'app/api/skills/[skill]/[verb]/route.ts' : `app${path.replace('{id}', '[id]')}/route.ts`
    assert.match(readFileSync(file, 'utf8'), new RegExp(`\\b${method}\\b`), way)
    assert.ok(operation.summary && Object.keys(operation.responses).length > 0, way)
  }
})

test('an operation has a name of its own, and what it refers to is there', () => {
  const names = operations.map(({ operation }) => operation.operationId)
  assert.deepEqual(names, [...new Set(names)])
  assert.equal(document.openapi, '3.1.0')
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) assert.ok(name in document.components.schemas, name)
})

test('a verb’s inputs are those of its contract, and nothing beside them is taken', () => {
  const run = document.paths['/api/skills/github_ci_runner/run']?.post
  assert.ok(run?.requestBody && '202' in run.responses)
  const { schema } = run.requestBody.content['application/json']
  assert.deepEqual(Object.keys(schema.properties), Object.keys(verbs['github_ci_runner.run'].input.shape))
  assert.equal(schema.additionalProperties, false)
  assert.ok('200' in (document.paths['/api/skills/control_room/runs']?.post?.responses ?? {}))
})

test('what routes read of headers and of the address is in the document', () => {
  const named = (path: string, method: string) =>
    (document.paths[path]?.[method]?.parameters ?? []).map((one) => (one.in === 'header' ? one.name.toLowerCase() : one.name))
  for (const file of globSync('app/api/**/route.ts').filter((one) => !one.includes('[...nextauth]'))) {
    const code = readFileSync(file, 'utf8')
    const read = [...code.matchAll(/headers\.get\('([\w-]+)'\)|searchParams\.get\('(\w+)'\)/g)].map(
      ([, header, query]) => header ?? query ?? '',
    )
    const path = `/${file.replace('app/', '').replace('/route.ts', '').replace('[id]', '{id}').replace('[skill]/[verb]', 'control_room/add_member')}`
    const method = document.paths[path]?.get ? 'get' : 'post'
    for (const name of read) assert.ok(named(path, method).includes(name), `${path}: ${name}`)
  }
  assert.deepEqual(named('/api/runs/{id}/events', 'get'), ['id', 'last-event-id', 'after'])
  assert.deepEqual(named('/api/runs/events', 'get'), ['last-event-id'])
})

test('without an address of its own it names no server', () => {
  assert.deepEqual([document.servers, openApiOf(verbs, { version: '1', url: null }).servers], [[{ url: 'http://room' }], undefined])
})
