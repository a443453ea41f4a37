import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { type Json, type JsonObject, objectOf } from './json.ts'
import { type CallName, type OperationId, operations } from './operations.ts'

/** Where GitHub is known to answer otherwise than it describes: a fork that is gone is null. */
const deviations = [/^pulls\/\w+ 20\d(?:\/\d+)?\/head\/repo must be object/]

/** An operation as GitHub describes it. `body` and `responses` are schemas; a null one has no body. */
interface Operation {
  method: string
  path: string
  parameters: { name: string; in: 'path' | 'query'; required?: boolean; schema: JsonObject }[]
  body: JsonObject | null
  responses: Record<string, JsonObject | null>
  example: Json
}

/** A request that fits an operation's method and path. */
export interface Asked {
  id: OperationId
  path: Record<string, string>
  query: Record<string, string>
  body: Json
}

const described = JSON.parse(readFileSync(path.join(import.meta.dirname, 'description.json'), 'utf8')) as {
  operations: Record<OperationId, Operation>
  webhooks: Record<CallName, JsonObject>
  schemas: Record<string, JsonObject>
}

/** The numbers and words of a path are text, as are those of a query. */
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
const coercing = new Ajv({ strict: false, allErrors: true, coerceTypes: true })
for (const one of [ajv, coercing]) formats.default(one, { mode: 'fast' }).addSchema({ $id: 'github', schemas: nullable(described.schemas) })

const compiled = new Map<string, ValidateFunction>()

/** The operation that answers at an address; null where GitHub has none that we ask for. */
export function operationAt(method: string, pathname: string): Pick<Asked, 'id' | 'path'> | null {
  for (const id of operations) {
    const operation = described.operations[id]
    if (operation.method !== method) continue
    const found = patternOf(operation.path).exec(pathname)
    if (found)
      return { id, path: Object.fromEntries(Object.entries(found.groups ?? {}).map(([key, text]) => [key, decodeURIComponent(text)])) }
  }
  return null
}

/** What GitHub shows as the answer of an operation; of a list, its first. */
export function exampleOf(id: OperationId): JsonObject {
  return objectOf(described.operations[id].example)
}

/** What GitHub's description has against a request. */
export function againstRequest({ id, path: inPath, query, body }: Asked): string[] {
  const { parameters, body: schema } = described.operations[id]
  const problems = parameters.flatMap(({ name, in: place, required = false, schema }) => {
    const value = place === 'path' ? inPath[name] : query[name]
    if (value === undefined) return required ? [`${place} ${name} is missing`] : []
    return against(`${id} ${place} ${name}`, { type: 'object', properties: { value: schema } }, { value }, coercing)
  })
  const known = new Set(parameters.map(({ name }) => name))
  const strange = Object.keys(query).filter((name) => !known.has(name))
  const properties = objectOf(schema?.properties)
  const strangeInBody = schema?.properties ? Object.keys(objectOf(body)).filter((name) => !(name in properties)) : []
  return [
    ...problems,
    ...strange.map((name) => `query ${name} is not described`),
    ...strangeInBody.map((name) => `body ${name} is not described`),
    ...(schema === null ? [] : against(`${id} body`, schema, body ?? {})),
  ]
}

/** What it has against an answer. Any operation may fail for reasons that all have in common: such an answer has a message. */
export function againstAnswer(id: OperationId, status: number, body: Json): string[] {
  const schema = described.operations[id].responses[status]
  if (schema === undefined) return status >= 400 && typeof objectOf(body).message === 'string' ? [] : [`status ${status} is not described`]
  if (schema === null) return body === null ? [] : [`status ${status} has no body`]
  return against(`${id} ${status}`, schema, body).filter((problem) => !deviations.some((known) => known.test(problem)))
}

/** What it has against what is delivered to a webhook. */
export function againstCall(name: CallName, payload: Json): string[] {
  return against(`call ${name}`, described.webhooks[name], payload)
}

function against(key: string, schema: JsonObject, value: Json, by = ajv): string[] {
  let validate = compiled.get(key)
  if (!validate) {
    validate = by.compile(objectOf(nullable(schema)))
    compiled.set(key, validate)
  }
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${key}${instancePath} ${message} ${JSON.stringify(params)}`)
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>[^/]+)`)}$`)
}

/** `nullable` is a word of OpenAPI 3.0 that JSON Schema does not know; `#/schemas/` lies beside all. */
function nullable(node: Json): Json {
  if (Array.isArray(node)) return node.map(nullable)
  if (node === null || typeof node !== 'object') return node
  const { nullable: isNullable, ...rest } = node
  const kept = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, key === '$ref' && typeof value === 'string' ? `github${value}` : nullable(value)]),
  )
  return isNullable === true ? { anyOf: [kept, { type: 'null' }] } : kept
}
