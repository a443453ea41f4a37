import type { LogQuery } from './store.ts'

/** Lines of one step as one text, so that one search goes through all of them. */
export interface TextBlock {
  firstLine: number
  step: string
  text: string
  /** Where each line begins. */
  starts: Uint32Array
  marks: Uint8Array
}

/** How a block is searched: through all of its text, or, where a line must not see its neighbours, line by line. */
export interface Finder {
  through: RegExp
  alone: RegExp
  isLineByLine: boolean
}

/** Joins lines; a line that has an end of line within is one line all the same. */
export function blockOf(lines: readonly string[], firstLine: number, step: string, marks: Uint8Array): TextBlock {
  const starts = new Uint32Array(lines.length)
  let at = 0
  for (const [index, line] of lines.entries()) {
    starts[index] = at
    at += line.length + 1
  }
  return { firstLine, step, text: lines.map((line) => line.replaceAll('\n', ' ')).join('\n'), starts, marks }
}

/** Throws what `RegExp` throws for an expression that is none. */
export function finderOf({ text, isRegex, matchCase }: Pick<LogQuery, 'text' | 'isRegex' | 'matchCase'>): Finder {
  const source = isRegex ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const flags = matchCase ? 'm' : 'im'
  return { through: new RegExp(source, `g${flags}`), alone: new RegExp(source, flags), isLineByLine: isRegex && /\(\?<?[=!]/.test(source) }
}

/** Calls `take` with the number of each line from `from` on in which something is found, until that answers false. */
export function findIn(block: TextBlock, finder: Finder, from: number, take: (line: number) => boolean): void {
  const { firstLine, starts, text } = block
  const { through, alone } = finder
  const lineEnd = (index: number) => (starts[index + 1] ?? text.length + 1) - 1
  let index = Math.max(0, from - firstLine)
  if (finder.isLineByLine) {
    for (; index < starts.length; index += 1) if (alone.test(text.slice(starts[index], lineEnd(index))) && !take(firstLine + index)) return
    return
  }
  while (index < starts.length) {
    through.lastIndex = starts[index] ?? 0
    const match = through.exec(text)
    if (!match) return
    index = lineAt(starts, match.index, index)
    // What goes on into the next line is looked at again without it.
    const isWithin = match.index + match[0].length <= lineEnd(index)
    if ((isWithin || alone.test(text.slice(starts[index], lineEnd(index)))) && !take(firstLine + index)) return
    index += 1
  }
}

/** The line that a place of the text is in, from line `low` on. */
function lineAt(starts: Uint32Array, at: number, low: number): number {
  let [first, end] = [low, starts.length]
  while (first < end) {
    const middle = (first + end) >> 1
    if ((starts[middle] ?? 0) <= at) first = middle + 1
    else end = middle
  }
  return first - 1
}
