'use client'
import { useSearchParams } from 'next/navigation'
import { useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { replaceParams } from '../ui/address.ts'
import { foldsIn, rowsOf } from './folds.ts'
import { type Level, type LogPages, lineOfHash, linesMatching, linesPassing } from './log-model.ts'
import { levelIn } from './log-toolbar.tsx'
import { allFolded, closedFolds, revealing, turn } from './unfolding.ts'
import { searchedLines, useLogLoader } from './use-log-loader.ts'

/** What of a log is on screen: which lines, which matches, which one is chosen. All of it stands in the address. */
export function useLogView(runId: string, pages: LogPages, total: number) {
  const params = useSearchParams()
  const [find, setFind] = useState(params.get('find') ?? '')
  const [chosen, setChosen] = useState(() => lineOfHash(window.location.hash))
  const [arrivedAt, setArrivedAt] = useState(chosen)
  const [unfolding, setUnfolding] = useState(allFolded)
  const version = useSyncExternalStore(
    pages.watch,
    () => pages.version,
    () => 0,
  )
  const loader = useLogLoader(runId, pages)
  const step = params.get('step')
  const level = levelIn(params.get('level'))
  const wanted = useDeferredValue(find.trim())
  const isNarrowed = step !== null || level !== 'info'
  const searchedFrom = Math.max(1, total - searchedLines + 1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the lines that `pages` holds
  const folds = useMemo(() => foldsIn(pages, total), [pages, version, total])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const numbers = useMemo(
    () => (isNarrowed ? linesPassing(pages, total, { step, level }, folds) : null),
    [pages, version, total, step, level, isNarrowed, folds],
  )
  const closed = useMemo(() => closedFolds(folds, pages, unfolding, { chosen, arrivedAt }), [folds, pages, unfolding, chosen, arrivedAt])
  const rows = useMemo(() => rowsOf(total, numbers, closed), [total, numbers, closed])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const matches = useMemo(() => linesMatching(pages, total, wanted, numbers), [pages, version, total, wanted, numbers])

  useEffect(() => {
    if (wanted || isNarrowed) loader.need(searchedFrom, total)
  }, [wanted, isNarrowed, searchedFrom, total, loader.need])
  useEffect(() => {
    const moved = () => {
      setChosen(lineOfHash(window.location.hash))
      setArrivedAt(lineOfHash(window.location.hash))
    }
    window.addEventListener('hashchange', moved)
    return () => window.removeEventListener('hashchange', moved)
  }, [])

  return {
    find,
    wanted,
    matches,
    /** What the list shows: the lines that pass, without those that are folded away. */
    rows,
    folds,
    closed,
    step,
    level,
    chosen,
    loader,
    /** True when all of the log is read, and not only what is in view. */
    isWhole: isNarrowed || wanted !== '',
    isSearching: find.trim() !== wanted || (wanted !== '' && pages.missing(searchedFrom, total, 1) !== null),
    /** The first line that a filter or a search looks at. */
    searchedFrom: isNarrowed || wanted ? searchedFrom : 1,
    search(text: string) {
      setFind(text)
      replaceParams({ find: text }, window.location.hash)
    },
    narrow(change: { step?: string; level?: Level }) {
      const { step: newStep, level: newLevel } = change
      replaceParams({
        ...(newStep === undefined ? {} : { step: newStep }),
        ...(newLevel === undefined ? {} : { level: newLevel === 'info' ? '' : newLevel }),
      })
    },
    fold(head: number, isOpen: boolean, everywhere: boolean) {
      setUnfolding(turn(unfolding, head, isOpen, everywhere))
    },
    choose(number: number) {
      setUnfolding(revealing(unfolding, folds, number))
      setChosen(number)
      replaceParams({ tab: 'log' }, `#L${number}`)
    },
  }
}
