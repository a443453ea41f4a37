/** Where something stands in a text, counted from 1; columns in UTF-16 units, as editors do. */
export interface Place {
  line: number
  column: number
}

/** One key of a dict with its last value. `place` is that of the last such key; `repeats` says that an earlier one was overwritten. */
export interface DictEntry {
  key: PythonValue
  value: PythonValue
  place: Place
  repeats: boolean
}

/**
 * A value that a Python literal can have. Strings keep lone surrogates; two escapes that form a surrogate pair are one character
 * here and two in Python. Sets and dicts hold what Python's equality leaves: `{1, True}` has one item, the first.
 */
export type PythonValue =
  | { type: 'none' }
  | { type: 'ellipsis' }
  | { type: 'bool'; value: boolean }
  | { type: 'int'; value: bigint }
  | { type: 'float'; value: number }
  | { type: 'complex'; real: number; imaginary: number }
  | { type: 'str'; value: string }
  | { type: 'bytes'; value: Uint8Array }
  | { type: 'list' | 'tuple' | 'set'; items: PythonValue[] }
  | { type: 'dict'; entries: DictEntry[] }

/** A text that is the same for values that Python holds for equal, such as 1, 1.0 and True; null when the value cannot be a key. */
export function keyOf(value: PythonValue): string | null {
  switch (value.type) {
    case 'none':
    case 'ellipsis':
      return value.type
    case 'bool':
      return numberKey(value.value ? 1n : 0n)
    case 'int':
    case 'float':
      return numberKey(value.value)
    case 'complex':
      return value.imaginary === 0 ? numberKey(value.real) : `complex ${value.real} ${value.imaginary}`
    case 'str':
      return `str ${value.value}`
    case 'bytes':
      return `bytes ${value.value.join()}`
    case 'tuple':
      return tupleKey(value.items)
    default:
      return null
  }
}

function numberKey(value: bigint | number): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return `float ${value}`
  return `int ${BigInt(value).toString(16)}`
}

/** Each part with its length, so that no two tuples share a key. */
function tupleKey(items: readonly PythonValue[]): string | null {
  const keys = items.map(keyOf)
  return keys.includes(null) ? null : `tuple ${keys.map((key) => `${key?.length} ${key}`).join('')}`
}
