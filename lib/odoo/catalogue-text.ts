/**
 * The text of a catalogue with another `commit` for the repository of this name, and everything else in it as it was written. Null where the text
 * has no such repository with this commit.
 */
export function withCommit(text: string, name: string, { from, to }: { from: string; to: string }): string | null {
  const named = new RegExp(`"name"\\s*:\\s*"${name.replace(/[.\\]/g, '\\$&')}"`)
  const range = objectsIn(text).find(([begin, end]) => named.test(shallow(text.slice(begin, end))))
  if (!range) return null
  const [begin, end] = range
  const before = text.slice(begin, end)
  const after = before.replace(new RegExp(`("commit"\\s*:\\s*")${from}"`), `$1${to}"`)
  return after === before ? null : text.slice(0, begin) + after + text.slice(end)
}

/** Where the objects of a JSON text begin and end, those within others first. */
function objectsIn(text: string): [begin: number, end: number][] {
  const found: [number, number][] = []
  const open: number[] = []
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(index)
    const begin = token === '}' ? open.pop() : undefined
    if (begin !== undefined) found.push([begin, index + 1])
  }
  return found
}

/** An object without the objects in it: their names are not its own. */
function shallow(object: string): string {
  return `{${object.slice(1, -1).replace(/\{[^{}]*\}/g, '{}')}}`
}
