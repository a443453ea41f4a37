import { type Field, fieldsOf } from '../core/field.ts'
import { route } from '../core/router.ts'
import type { Json, JsonObject } from '../core/run.ts'
import type { Registry } from '../core/skill.ts'

/**
 * What a form says, as the verb's own kinds of input; a field that was left empty says nothing. A list is words, or several of
 * one name; of anything else the last of a name counts, so that a switch can say that it is off.
 */
export function formInput(verbs: Registry, name: string, form: FormData): JsonObject {
  const fields = new Map(fieldsOf(route(verbs, name).verb.input).map((field) => [field.name, field.kind]))
  const given = [...new Set(form.keys())].flatMap((key) => {
    const texts = form.getAll(key).flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value.trim()] : []))
    const last = texts.at(-1)
    return last === undefined || key.startsWith('$') ? [] : [[key, inputFrom(fields.get(key), last, texts)] as const]
  })
  return Object.fromEntries(given)
}

/** A text that is no number stays one: the verb itself says what is wrong with it. */
function inputFrom(kind: Field['kind'] | undefined, last: string, all: string[]): Json {
  if (kind === 'number') return Number.isFinite(Number(last)) ? Number(last) : last
  if (kind === 'switch') return last === 'on' || last === 'true' ? true : last === 'false' ? false : last
  return kind === 'list' ? all.flatMap((text) => text.split(/[\s,]+/)).filter(Boolean) : last
}
