/** A node as the keys see it. */
export interface Stop {
  column: number
  y: number
}

/**
 * Pure: the index of the node that an arrow key leads to, from the one at `here`: up and down within the column, left and right to the
 * one of the nearest column that stands nearest in height. Null where there is none, or for another key.
 */
export function stepFrom(stops: readonly Stop[], here: number, key: string): number | null {
  const at = stops[here]
  if (!at) return null
  const reach = reachOf(stops, at, key)
  const all = stops.flatMap((stop, index) => (reach(stop) ? [{ index, away: Math.abs(stop.y - at.y) }] : []))
  return all.sort((one, other) => one.away - other.away)[0]?.index ?? null
}

function reachOf(stops: readonly Stop[], at: Stop, key: string): (stop: Stop) => boolean {
  if (key === 'ArrowUp') return ({ column, y }) => column === at.column && y < at.y
  if (key === 'ArrowDown') return ({ column, y }) => column === at.column && y > at.y
  const columns = stops.map(({ column }) => column)
  if (key === 'ArrowLeft') {
    const left = Math.max(...columns.filter((column) => column < at.column))
    return ({ column }) => column === left
  }
  if (key === 'ArrowRight') {
    const right = Math.min(...columns.filter((column) => column > at.column))
    return ({ column }) => column === right
  }
  return () => false
}
