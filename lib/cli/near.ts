import { distance } from '../core/router.ts'

/** The name that was probably meant; undefined when none is near. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  const [best] = names.map((name) => ({ name, far: distance(wanted, name) })).sort((a, b) => a.far - b.far)
  return best && best.far <= Math.max(2, wanted.length / 3) ? best.name : undefined
}
