import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { calls, operations } from './operations.ts'

/**
 * Makes description.json and payloads.json out of GitHub's own words, in a folder where two packages were unpacked:
 *
 *     npm pack @octokit/openapi@23.0.2 @octokit/webhooks-examples@7.6.1    (385 MB and 9 MB unpacked, so they are no dependencies)
 *     node testbed/github/extract.ts openapi/package webhooks-examples/package
 */
type Json = { [key: string]: Json } | Json[] | string | number | boolean | null

/** Words for people, which a validator does not read. A property of such a name stays. */
const words = new Set(['description', 'summary', 'title', 'tags', 'externalDocs', 'example', 'examples', 'x-github', 'deprecated'])
/** In these every key is a name that somebody chose. */
const named = new Set(['properties', 'patternProperties', 'schemas'])

const [openapi, examples] = process.argv.slice(2)
if (openapi === undefined || examples === undefined) throw new Error('Name the folders of @octokit/openapi and @octokit/webhooks-examples.')
const whole = read(path.join(openapi, 'generated/api.github.com.json'))

const schemas: Record<string, Json> = {}
write('description.json', {
  source: sourceOf(openapi),
  operations: Object.fromEntries(operations.map((id) => [id, operationOf(id)])),
  webhooks: Object.fromEntries(Object.keys(calls).map((name) => [name, taken(bodyOf(at(whole, 'x-webhooks', name, 'post')))])),
  schemas,
})
const samples = read(path.join(examples, 'api.github.com/index.json'))
write('payloads.json', {
  source: sourceOf(examples),
  payloads: Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, sampleOf(call)])),
})

function operationOf(id: string): Json {
  for (const [route, methods] of Object.entries(object(at(whole, 'paths'))))
    for (const [method, operation] of Object.entries(object(methods))) {
      if (object(operation).operationId !== id) continue
      const parameters = list(object(operation).parameters ?? []).map((one) => taken(resolved(one)))
      const responses = Object.entries(object(at(operation, 'responses')))
      return {
        method: method.toUpperCase(),
        path: route,
        parameters,
        body: object(operation).requestBody === undefined ? null : taken(bodyOf(operation)),
        responses: Object.fromEntries(responses.map(([status, response]) => [status, taken(contentOf(resolved(response)).schema ?? null)])),
        example: exampleOf(responses.find(([status]) => status.startsWith('2'))?.[1] ?? null),
      }
    }
  throw new Error(`GitHub's description has no operation ${id}.`)
}

/** Of a list the first is enough. */
function exampleOf(response: Json): Json {
  const [first = null] = Object.values(object(contentOf(resolved(response)).examples ?? {}))
  const value = first === null ? null : at(resolved(first), 'value')
  return Array.isArray(value) ? (value[0] ?? null) : value
}

function bodyOf(operation: Json): Json {
  return contentOf(at(operation, 'requestBody')).schema ?? null
}

function contentOf(thing: Json): Record<string, Json> {
  return object(object(object(thing).content ?? {})['application/json'] ?? {})
}

/** Without words, and with all that it refers to beside it. */
function taken(node: Json, isNamed = false): Json {
  if (Array.isArray(node)) return node.map((one) => taken(one))
  if (node === null || typeof node !== 'object') return node
  if (typeof node.$ref === 'string') return { $ref: referred(node.$ref) }
  const kept = Object.entries(node).filter(([key]) => isNamed || !words.has(key))
  return Object.fromEntries(kept.map(([key, value]) => [key, taken(value, !isNamed && named.has(key))]))
}

function referred(ref: string): string {
  const name = ref.replace('#/components/schemas/', '')
  if (!(name in schemas)) {
    schemas[name] = null
    schemas[name] = taken(at(whole, 'components', 'schemas', name))
  }
  return `#/schemas/${name}`
}

function resolved(node: Json): Json {
  const ref = node !== null && typeof node === 'object' && !Array.isArray(node) ? node.$ref : undefined
  return typeof ref === 'string' ? at(whole, ...ref.slice(2).split('/')) : node
}

function sampleOf({ event, action }: { event: string; action?: string }): Json {
  const found = list(samples).find((one) => object(one).name === event)
  const fitting = list(at(found ?? null, 'examples')).filter((one) => action === undefined || object(one).action === action)
  // The one with a head commit, where some have none.
  const best = fitting.find((one) => event !== 'push' || object(one).head_commit) ?? fitting[0]
  if (best === undefined) throw new Error(`There is no example of ${event} ${action ?? ''}.`)
  return best
}

function at(node: Json, ...keys: string[]): Json {
  return keys.reduce<Json>((inner, key) => object(inner)[key.replaceAll('~1', '/')] ?? null, node)
}

function object(node: Json | undefined): Record<string, Json> {
  if (node === null || typeof node !== 'object' || Array.isArray(node))
    throw new Error(`Not an object: ${JSON.stringify(node)?.slice(0, 80)}`)
  return node
}

function list(node: Json): Json[] {
  if (!Array.isArray(node)) throw new Error(`Not a list: ${JSON.stringify(node).slice(0, 80)}`)
  return node
}

function sourceOf(folder: string): Json {
  const { name = null, version = null, license = null } = object(read(path.join(folder, 'package.json')))
  return { name, version, license, copyright: 'Copyright (c) Octokit contributors' }
}

function read(file: string): Json {
  return JSON.parse(readFileSync(file, 'utf8')) as Json
}

/** A line for each thing, so that what changes with a new version can be read. */
function write(name: string, content: Record<string, Json>): void {
  const lines = Object.entries(content).map(([key, part]) => {
    const entries = Object.entries(object(part)).map(([inner, value]) => `${JSON.stringify(inner)}:${JSON.stringify(value)}`)
    return `${JSON.stringify(key)}:{\n${entries.join(',\n')}\n}`
  })
  writeFileSync(path.join(import.meta.dirname, name), `{\n${lines.join(',\n')}\n}\n`)
}
