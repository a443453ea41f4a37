import { OpsError } from './error.ts'
import type { AnyVerb, Registry } from './skill.ts'

export interface Route {
  address: string
  verb: AnyVerb
}

/** Finds a verb by its address, by its skill (whose first verb it then is), or by its alias. */
export function route(verbs: Registry, name: string): Route {
  const wanted = name.replace('__', '.')
  const addresses = Object.keys(verbs)
  const address =
    addresses.find((candidate) => candidate === wanted) ??
    addresses.find((candidate) => candidate.split('.')[0] === wanted) ??
    addresses.find((candidate) => verbs[candidate]?.alias === wanted)
  const verb = address === undefined ? undefined : verbs[address]
  if (address === undefined || !verb)
    throw new OpsError('not_found', `There is no skill or verb called ${wanted.slice(0, 80)}.`, near(wanted, addresses))
  return { address, verb }
}

function near(wanted: string, addresses: string[]): string {
  const names = [...new Set([...addresses, ...addresses.map((address) => address.split('.')[0] ?? '')])]
  const [best] = names.map((name) => ({ name, distance: distance(wanted, name) })).sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(2, wanted.length / 3) ? `Did you mean ${best.name}?` : `There are: ${addresses.join(', ')}.`
}

/** Levenshtein's distance: the least number of insertions, deletions and replacements of one character. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
