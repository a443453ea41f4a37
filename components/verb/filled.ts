import type { Field } from '../../lib/core/field.ts'

type Search = Readonly<Record<string, string | string[] | undefined>>

/** Fields with what the page's address says of them instead of their defaults: a link to a verb may bring its inputs along. What a field cannot hold is passed over. */
export function filled(fields: readonly Field[], search: Search): Field[] {
  return fields.map((field) => {
    const given = search[field.name]
    const value = given === undefined ? null : presetOf(field, [given].flat())
    return value === null ? field : { ...field, default: value }
  })
}

function presetOf({ kind, options }: Field, given: string[]): Field['default'] {
  const [first = ''] = given
  if (kind === 'list') return given
  if (kind === 'switch') return first === 'true'
  if (kind === 'choice') return options.includes(first) ? first : null
  return first
}
