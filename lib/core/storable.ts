import type { Json } from './run.ts'

/** PostgreSQL keeps neither NUL nor half a surrogate pair in text: both become the replacement character. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** Every string of a JSON value, keys included, passes through `change`; the shape stays, so the type stays. */
export function mapped<Value extends Json>(value: Value, change: (text: string) => string): Value {
  const walk = (part: Json): Json => {
    if (typeof part === 'string') return change(part)
    if (Array.isArray(part)) return part.map(walk)
    if (part && typeof part === 'object') return Object.fromEntries(Object.entries(part).map(([key, inner]) => [change(key), walk(inner)]))
    return part
  }
  return walk(value) as Value
}

/** All strings of anything that may have come from outside, keys included. */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsOf)
  if (value && typeof value === 'object') return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsOf(inner)])
  return []
}
