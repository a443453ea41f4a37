/** Where in a file: both are counted from 1. */
export interface Place {
  line: number
  column: number
}

/** Where a manifest names a word under a key: the first such string after the key; null when it is not written that plainly. */
export function placeInManifest(source: string, key: string, word: string): Place | null {
  const from = firstQuoted(source, key, 0)
  const at = from === -1 ? -1 : firstQuoted(source, word, from)
  if (at === -1) return null
  const before = source.slice(0, at)
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') }
}

function firstQuoted(source: string, word: string, from: number): number {
  const places = [`'${word}'`, `"${word}"`].map((quoted) => source.indexOf(quoted, from)).filter((at) => at !== -1)
  return places.length === 0 ? -1 : Math.min(...places)
}
