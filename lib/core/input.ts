import type { z } from 'zod'
import { OpsError } from './error.ts'
import { stringsOf } from './storable.ts'

/** Parses a verb's input at the edge; what does not fit is named field by field. */
export function parseInput(schema: z.ZodObject, raw: unknown): Record<string, unknown> {
  if (stringsOf(raw).some((text) => text.includes('\0'))) {
    throw new OpsError('invalid', 'An input contains a NUL character.', 'Nothing that we could be asked for has one.')
  }
  const result = schema.strict().safeParse(raw ?? {})
  if (result.success) return result.data
  // Names come from outside: one such as `constructor` is on every object already, but in no map.
  const problems = new Map<string, string>()
  for (const issue of result.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? 'input')]
    const problem = issue.code === 'unrecognized_keys' ? 'there is no such input' : issue.message
    for (const name of names) if (!problems.has(name)) problems.set(name, problem)
  }
  const known = Object.keys(schema.shape).join(', ')
  const message = [...problems].map(([name, problem]) => `${name}: ${problem}`).join('; ')
  const fields = Object.fromEntries(problems)
  throw new OpsError('invalid', `${message.replace(/\.$/, '')}.`, `Inputs are: ${known || 'none'}.`, { fields })
}
