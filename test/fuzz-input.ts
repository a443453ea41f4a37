import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { inputSchemaOf, type JsonSchema } from '../lib/core/schema.ts'
import type { AnyVerb } from '../lib/core/skill.ts'

const nasty = fc.constantFrom(
  '',
  ' ',
  '\0',
  '..',
  '../../etc/passwd',
  "'; drop table x; --",
  '$(id)',
  '%00',
  '\u202e',
  '\ud800',
  'null',
  '-1',
  '--help',
  '*',
)
const text = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.stringMatching(/^[a-f0-9]{4,12}$/),
  fc.constant('x'.repeat(5000)),
)
const number = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 1, 0.5, 2 ** 31, 1e308), fc.integer({ min: 1, max: 100 }))

/** Any input of a verb, from its own schema: what fits, what almost does, and what does not at all. */
export function inputsOf(verb: AnyVerb): fc.Arbitrary<Record<string, unknown>> {
  const { properties = {} } = inputSchemaOf(verb)
  const record = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, near(typeof schema === 'object' ? schema : {})]),
  )
  const strange = fc.dictionary(fc.oneof(fc.constantFrom('__proto__', 'constructor', 'id'), fc.string({ maxLength: 8 })), fc.jsonValue(), {
    maxKeys: 2,
  })
  return fc.oneof(
    { weight: 6, arbitrary: fc.record(record, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.tuple(fc.record(record, { requiredKeys: [] }), strange).map(([one, other]) => ({ ...one, ...other })) },
  )
}

function near({ type, enum: options, items }: JsonSchema): fc.Arbitrary<unknown> {
  const wild = { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) }
  if (options) return fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>(...options) }, wild)
  if (type === 'number' || type === 'integer') return fc.oneof({ weight: 4, arbitrary: number }, wild)
  if (type === 'boolean') return fc.oneof({ weight: 4, arbitrary: fc.boolean() }, wild)
  if (type !== 'array') return fc.oneof({ weight: 4, arbitrary: text }, wild)
  const each = near(typeof items === 'object' && !Array.isArray(items) ? items : {})
  return fc.oneof({ weight: 4, arbitrary: fc.array(each, { maxLength: 3 }) }, wild)
}

/** The same as words of a command line. */
export function wordsOf(input: Record<string, unknown>): string[] {
  return Object.entries(input).flatMap(([name, value]) => {
    const flag = `--${name.replaceAll('_', '-')}`
    if (value === true) return [flag]
    if (value === false) return [`--no-${name.replaceAll('_', '-')}`]
    const all: unknown[] = Array.isArray(value) ? value : [value]
    return all.map((one) => `${flag}=${typeof one === 'string' ? one : JSON.stringify(one)}`)
  })
}

/** A file that is there only where some input was taken for a command. */
export const harm = path.join(os.tmpdir(), `fuzz-harm-${process.pid}`)

/** Inputs of `github_ci_runner.run` that its schema takes, of which no repository comes. */
export const hostileRuns: readonly Record<string, unknown>[] = [
  { repo: '/nowhere/at/all' },
  { repo: '/dev/null' },
  { repo: '/etc/passwd' },
  { repo: `--upload-pack=touch ${harm}` },
  { repo: `ext::sh -c touch% ${harm}` },
  { repo: `/nowhere; touch ${harm}` },
  { repo: `$(touch ${harm})` },
  { repo: 'file:///../../etc/shadow' },
  { repo: 'https://127.0.0.1:1/a/b', branch: `--output=${harm}` },
  { repo: 'http://[::1]:1/\u202e', sha: '$(id)' },
  { repo: 'x'.repeat(1000), base: '../'.repeat(300) },
]
