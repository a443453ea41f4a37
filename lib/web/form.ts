import type { Field } from '../core/field.ts'
import type { Json, JsonObject } from '../core/run.ts'

/**
 * What a form says, as a verb's input: a field that was left empty says nothing. Whether it fits is the verb's own question, so what is
 * no number stays as it was written. A switch is `on` or `off`; where a form has both, the last counts. Of a list each line is one.
 */
export function inputFrom(form: FormData, fields: readonly Pick<Field, 'name' | 'kind'>[]): JsonObject {
  const kinds = new Map(fields.map(({ name, kind }) => [name, kind]))
  const input: Record<string, Json> = {}
  for (const name of new Set(form.keys())) {
    const said = form.getAll(name).filter((value) => typeof value === 'string')
    const value = name.startsWith('$') ? undefined : saidAs(said, kinds.get(name) ?? 'text')
    if (value !== undefined) input[name] = value
  }
  return input
}

function saidAs(said: readonly string[], kind: Field['kind']): Json | undefined {
  const words = said.map((text) => text.trim()).filter((text) => text !== '')
  const last = words.at(-1)
  if (last === undefined) return undefined
  if (kind === 'list') return words.flatMap((text) => text.split(/\s*\n\s*/))
  if (kind === 'switch') return last === 'on' ? true : last === 'off' ? false : last
  if (kind === 'number') return Number.isNaN(Number(last)) ? last : Number(last)
  return last
}
