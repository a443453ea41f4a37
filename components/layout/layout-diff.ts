/** A folder of the tree: as it is wanted and found, or one of the two. */
export interface DiffLine {
  kind: 'same' | 'expected' | 'found'
  text: string
}

/** What is wanted and what is found, by path: a line for both where they agree, else one for each, what is found first. */
export function diffOf(expected: readonly string[], found: readonly string[]): DiffLine[] {
  const [wanted, there] = [new Set(expected), new Set(found)]
  return [...new Set([...expected, ...found])].sort(byPath(wanted)).map((text) => {
    if (wanted.has(text) && there.has(text)) return { kind: 'same', text }
    return { kind: wanted.has(text) ? 'expected' : 'found', text }
  })
}

function byPath(wanted: ReadonlySet<string>): (one: string, other: string) => number {
  const pathOf = (text: string) => text.split(' ', 1).join('')
  return (one, other) => {
    const [a, b] = [pathOf(one), pathOf(other)]
    if (a !== b) return a < b ? -1 : 1
    return Number(wanted.has(one)) - Number(wanted.has(other))
  }
}
