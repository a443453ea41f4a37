'use client'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Level } from '../../lib/core/log-level.ts'
import { useZone } from '../status/zone.ts'
import { replaceParams, usePageParams } from '../ui/address.ts'
import { findingOf, isBroken, type Wanted } from './finding.ts'
import { areSame, baseFor, type Fold, foldsIn, rowsAtOnce, rowsFrom, rowsOf } from './folds.ts'
import { errorsIn } from './log-index.ts'
import { type LogPages, levelOfName, lineOfHash, linesPassing } from './log-model.ts'
import { allFolded, closedFolds, revealing, turn } from './unfolding.ts'
import { useLogLoader } from './use-log-loader.ts'
import { useLogSearch } from './use-log-search.ts'

const none: readonly number[] = []

/** What of a log is on screen: which lines, which matches, which one is chosen. All of it stands in the address. */
export function useLogView(runId: string, pages: LogPages, total: number) {
  const params = usePageParams()
  const [find, setFind] = useState(params.get('find') ?? '')
  const [chosen, setChosen] = useState(() => lineOfHash(window.location.hash))
  const [arrivedAt, setArrivedAt] = useState(chosen)
  const [unfolding, setUnfolding] = useState(allFolded)
  const [wish, setBase] = useState(() => baseFor((chosen ?? 1) - 1, total, 0))
  const { index } = pages
  // Watched for the text that is held.
  useSyncExternalStore(
    pages.watch,
    () => pages.version,
    () => 0,
  )
  const known = useSyncExternalStore(
    pages.watch,
    () => index.version,
    () => 0,
  )
  const loader = useLogLoader(runId, pages)
  const step = params.get('step')
  const level = levelOfName(params.get('level'))
  const isNarrowed = step !== null || level !== 'info'
  const own = useZone()
  const zone = params.get('tz') === 'utc' ? 'UTC' : own
  const [isRegex, matchCase] = [params.get('regex') === '1', params.get('case') === '1']
  const text = useDeferredValue(find.trim())
  /** True for a moment, until what was typed is what is looked for. */
  const isTyped = find.trim() !== text
  const broken = isBroken({ text, isRegex, matchCase })
  const wanted = useMemo<Wanted>(() => ({ text, isRegex: isRegex && !broken, matchCase }), [text, isRegex, broken, matchCase])
  const search = useLogSearch(runId, wanted, { step, level }, total)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `known` stands for what `index` holds
  const folds = useMemo(() => foldsIn(index, total), [index, known, total])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const errors = useMemo(() => errorsIn(index, total), [index, known, total])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const numbers = useMemo(
    () => (isNarrowed ? linesPassing(index, total, { step, level }) : null),
    [index, known, total, step, level, isNarrowed],
  )
  const newlyClosed = useMemo(
    () => closedFolds(folds, index, unfolding, { chosen, arrivedAt }),
    [folds, index, unfolding, chosen, arrivedAt],
  )
  const closed = useKept(newlyClosed)
  const all = useMemo(() => rowsOf(total, numbers, closed), [total, numbers, closed])
  const base = baseFor(wish, all.count, wish)
  const rows = useMemo(() => rowsFrom(all, base), [all, base])
  const stops = useMemo(() => (numbers ? errors.filter((number) => all.indexOf(number) >= 0) : errors), [errors, numbers, all])
  const finding = useMemo(() => findingOf(wanted), [wanted])

  /** Lays out the rows around one. */
  const reachRow = useCallback((row: number) => setBase((before) => baseFor(row, all.count, before)), [all.count])
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
    /** What was asked for, also where the text is no expression. */
    isRegex,
    finding,
    isBroken: broken,
    search: { ...search, isSearching: isTyped || search.isSearching },
    /** What `n` and `N` go through: the matches of the search, or without one the errors. */
    stops: isTyped ? none : text === '' ? stops : search.lines,
    /** The rows that are laid out: the lines that pass, without those that are folded away; of very many a part. */
    rows,
    /** How many rows there are in all, and how many are before those that are laid out. */
    place: { count: all.count, base },
    /** Where a line is among all rows; -1 when it does not pass the filters. */
    rowOf: all.indexOf,
    /** The lines where errors begin, whatever the filters let pass. */
    errors,
    folds,
    closed,
    step,
    level,
    zone,
    /** The zone of the times where the address asks for none; undefined for the machine's own. */
    own,
    chosen,
    loader,
    reachRow,
    /** Lays out half as many other rows, before or after. */
    shift: (direction: 1 | -1) => setBase(Math.max(0, base + (direction * rowsAtOnce) / 2)),
    look(sought: string) {
      setFind(sought)
      replaceParams({ find: sought }, window.location.hash)
    },
    lookAs(how: { isRegex?: boolean; matchCase?: boolean }) {
      replaceParams({
        ...(how.isRegex === undefined ? {} : { regex: how.isRegex ? '1' : '' }),
        ...(how.matchCase === undefined ? {} : { case: how.matchCase ? '1' : '' }),
      })
    },
    narrow(change: { step?: string; level?: Level }) {
      const { step: newStep, level: newLevel } = change
      replaceParams({
        ...(newStep === undefined ? {} : { step: newStep }),
        ...(newLevel === undefined ? {} : { level: newLevel === 'info' ? '' : newLevel }),
      })
    },
    tellTimesIn(zone: 'utc' | 'local') {
      replaceParams({ tz: zone === 'utc' ? 'utc' : '' }, window.location.hash)
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

/** The folds of before as long as they are the same: laying out a million rows again takes its time. */
function useKept(folds: readonly Fold[]): readonly Fold[] {
  const kept = useRef(folds)
  if (kept.current !== folds && !areSame(kept.current, folds)) kept.current = folds
  return kept.current
}
