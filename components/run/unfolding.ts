import { levelIn } from '../../lib/core/log-marks.ts'
import { type Fold, foldOf } from './folds.ts'
import type { LogIndex } from './log-index.ts'

/** What somebody has opened and closed: all records, and each of them by its first line. */
export interface Unfolding {
  all: boolean
  turned: ReadonlyMap<number, boolean>
}

export const allFolded: Unfolding = { all: false, turned: new Map() }

/** Where the reader stands: the line that is marked, and the one that a permalink led to. */
interface Reader {
  chosen: number | null
  arrivedAt: number | null
}

/** The folds that hide their lines. A marked line is never hidden, and an error that a permalink leads to is open. */
export function closedFolds(folds: readonly Fold[], index: LogIndex, { all, turned }: Unfolding, { chosen, arrivedAt }: Reader): Fold[] {
  return folds.filter(({ head, last }) => {
    const isTurned = turned.get(head)
    if (isTurned !== undefined) return !isTurned
    const holdsChosen = chosen !== null && chosen > head && chosen <= last
    return !(all || holdsChosen || (arrivedAt === head && levelIn(index.mark(head)) === 'error'))
  })
}

/** One record opened or closed; or all of them as this one. */
export function turn({ all, turned }: Unfolding, head: number, isOpen: boolean, everywhere: boolean): Unfolding {
  return everywhere ? { all: isOpen, turned: new Map() } : { all, turned: new Map(turned).set(head, isOpen) }
}

/** The same, where a line that is looked for is not kept hidden because its record was closed by hand. */
export function revealing(before: Unfolding, folds: readonly Fold[], number: number): Unfolding {
  const fold = foldOf(folds, number)
  if (!fold || fold.head === number || before.turned.get(fold.head) !== false) return before
  return turn(before, fold.head, true, false)
}
