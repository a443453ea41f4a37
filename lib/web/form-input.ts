import { type Field, fieldsOf } from '../core/field.ts'
import { route } from '../core/router.ts'
import type { Json, JsonObject } from '../core/run.ts'
import type { Registry } from '../core/skill.ts'

/** What a form says, as the verb's own kinds of input; a field that was left empty says nothing. A list is words, or several of one name. */
export function formInput(verbs: Registry, name: string, form: FormData): JsonObject {
  const fields = new Map(fieldsOf(route(verbs, name).verb.input).map((field) => [field.name, field.kind]))
  const given = [...new Set(form.keys())].flatMap((key) => {
    const texts = form.getAll(key).flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value.trim()] : []))
    const [first] = texts
    return first === undefined || key.startsWith('$') ? [] : [[key, inputFrom(fields.get(key), first, texts)] as const]
  })
  return Object.fromEntries(given)
}

/** A text that is no number stays one: the verb itself says what is wrong with it. */
function inputFrom(kind: Field['kind'] | undefined, first: string, all: string[]): Json {
  if (kind === 'number') return Number.isFinite(Number(first)) ? Number(first) : first
  if (kind === 'switch') return first === 'on' || first === 'true' ? true : first === 'false' ? false : first
  return kind === 'list' ? all.flatMap((text) => text.split(/[\s,]+/)).filter(Boolean) : first
}
