/** What somebody looks for in a log. */
export interface Wanted {
  text: string
  isRegex: boolean
  matchCase: boolean
}

/** Where in a line it occurs, as pairs of start and end. */
export interface Finding {
  placesIn(text: string): [number, number][]
}

/** A line is marked up to here: more is not seen, and an expression may take long. */
const longest = 2_000
const mostPlaces = 100

/** True for a text that cannot be a regular expression. */
export function isBroken({ text, isRegex }: Wanted): boolean {
  return isRegex && expressionOf({ text, isRegex, matchCase: true }) === null
}

/** How what is wanted is marked in the lines in view. */
export function findingOf(wanted: Wanted): Finding {
  const expression = wanted.text === '' ? null : expressionOf(wanted)
  return { placesIn: (text) => (expression ? places(text.slice(0, longest), expression) : []) }
}

function places(text: string, expression: RegExp): [number, number][] {
  const found: [number, number][] = []
  for (const match of text.matchAll(expression)) {
    if (match[0] !== '') found.push([match.index, match.index + match[0].length])
    if (found.length >= mostPlaces) break
  }
  return found
}

function expressionOf({ text, isRegex, matchCase }: Wanted): RegExp | null {
  try {
    return new RegExp(isRegex ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), matchCase ? 'g' : 'gi')
  } catch {
    return null
  }
}
