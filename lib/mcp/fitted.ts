import type { Json, JsonObject } from '../core/run.ts'

/** An agent's memory is short: an answer has so many characters at most. */
export const mostCharacters = 60_000

export interface Fitted {
  /** Null where it cannot be made to fit. */
  data: JsonObject | null
  /** Of the whole. */
  characters: number
  /** What was cut, and to how much: `rows: the first 431 of 3000`. */
  cuts: string[]
}

/** The data in so many characters of JSON. Lists and texts get shorter, the smallest last; every name stays, so that its schema still fits. */
export function fitted(data: JsonObject, most = mostCharacters): Fitted {
  const characters = sizeOf(data)
  const cuts: string[] = []
  const fit = characters <= most ? data : fitObject(data, most, '', cuts)
  return { data: sizeOf(fit) <= most ? fit : null, characters, cuts }
}

function fitValue(value: Json, room: number, path: string, cuts: string[]): Json {
  if (sizeOf(value) <= room) return value
  if (typeof value === 'string') return fitText(value, room, path, cuts)
  if (Array.isArray(value)) return fitList(value, room, path, cuts)
  return value && typeof value === 'object' ? fitObject(value, room, path, cuts) : value
}

/** The room is shared: what needs less than its part leaves the rest to the others. */
function fitObject(value: JsonObject, room: number, path: string, cuts: string[]): JsonObject {
  const sized = Object.entries(value).map(([key, inner]) => ({ key, inner, size: sizeOf(inner) }))
  let left = room - sized.reduce((sum, { key }) => sum + JSON.stringify(key).length + 2, 2)
  let count = sized.length
  const shares = new Map<string, number>()
  for (const { key, size } of sized.toSorted((a, b) => a.size - b.size)) {
    const share = Math.min(size, Math.max(0, Math.floor(left / count)))
    shares.set(key, share)
    left -= share
    count -= 1
  }
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`)
  return Object.fromEntries(sized.map(({ key, inner }) => [key, fitValue(inner, shares.get(key) ?? 0, inside(key), cuts)]))
}

function fitList(list: readonly Json[], room: number, path: string, cuts: string[]): Json[] {
  const kept: Json[] = []
  let left = room - 2
  for (const one of list) {
    left -= sizeOf(one) + 1
    if (left < 0) break
    kept.push(one)
  }
  const [first] = list
  if (kept.length === 0 && first !== undefined) {
    const one = fitValue(first, room - 2, `${path}[0]`, cuts)
    if (sizeOf(one) <= room - 2) kept.push(one)
  }
  cuts.push(`${path}: the first ${kept.length} of ${list.length}`)
  return kept
}

function fitText(text: string, room: number, path: string, cuts: string[]): string {
  let length = Math.min(text.length, Math.max(0, room - 3))
  // What is escaped takes more room than it has characters.
  while (length > 0 && sizeOf(text.slice(0, length)) > room - 1) length = Math.floor(length * 0.9)
  cuts.push(`${path}: the first ${length} characters of ${text.length}`)
  return `${text.slice(0, length).toWellFormed()}…`
}

function sizeOf(value: Json): number {
  return JSON.stringify(value).length
}
