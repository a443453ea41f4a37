'use client'
import { useEffect, useRef, useState } from 'react'
import type { Level } from '../../lib/core/log-level.ts'
import type { LogHits } from '../../lib/core/store.ts'
import { AskFailed, askServer } from '../data/ask.ts'
import type { Wanted } from './finding.ts'

/** Typing is not searching: a search begins after a pause. */
const pauseMs = 150
/** How often a log that grows is searched again. */
const againMs = 1_000
const mostMatches = 10_000

interface Search extends Omit<LogHits, 'cut'> {
  problem: { message: string; hint: string } | null
  /** True while lines that were there when it began are not searched. */
  isSearching: boolean
  /** True when there are more than these. */
  isCut: boolean
}

interface Known {
  key: string
  lines: number[]
  searchedTo: number
  /** True once the end was reached, or enough was found. */
  isDone: boolean
  isCut: boolean
  problem: Search['problem']
}

const nothing: Known = { key: '', lines: [], searchedTo: 0, isDone: true, isCut: false, problem: null }

/** Searches a log on the server, in slices; of one that grows also what is added. */
export function useLogSearch(runId: string, wanted: Wanted, filter: { step: string | null; level: Level }, total: number): Search {
  const [known, setKnown] = useState(nothing)
  const { text, isRegex, matchCase } = wanted
  const { step, level } = filter
  const key = text === '' ? '' : JSON.stringify([text, isRegex, matchCase, step, level])
  const before = known.key === key ? known : { ...nothing, key, isDone: key === '' }
  const isBehind = key !== '' && !before.isCut && before.problem === null && (before.searchedTo < total || !before.isDone)
  const newest = useRef(before)
  useEffect(() => {
    newest.current = before
  })
  const waitMs = before.searchedTo === 0 ? pauseMs : before.isDone ? againMs : 0
  const { searchedTo } = before
  const limit = mostMatches - before.lines.length
  useEffect(() => {
    if (!isBehind) return
    const leave = new AbortController()
    const ask = async () => {
      const input = { id: runId, text, regex: isRegex, exact: matchCase, level, limit, from: searchedTo + 1, ...(step ? { step } : {}) }
      try {
        const hits = await askServer<LogHits>('control_room.log_search', input, leave.signal)
        setKnown(afterHits(newest.current, key, hits))
      } catch (error) {
        if (!leave.signal.aborted) setKnown({ ...newest.current, key, problem: problemOf(error) })
      }
    }
    const timer = setTimeout(() => void ask(), waitMs)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [isBehind, searchedTo, waitMs, key, runId, text, isRegex, matchCase, level, step, limit])
  return {
    lines: before.lines,
    searchedTo,
    problem: before.problem,
    isCut: before.isCut,
    isSearching: !before.isDone && before.problem === null,
  }
}

function afterHits(before: Known, key: string, { lines, searchedTo, cut }: LogHits): Known {
  return {
    key,
    lines: [...before.lines, ...lines],
    searchedTo,
    isDone: before.isDone || cut !== 'time',
    isCut: cut === 'most',
    problem: null,
  }
}

function problemOf(error: unknown): { message: string; hint: string } {
  return error instanceof AskFailed ? { message: error.message, hint: error.hint } : { message: String(error), hint: '' }
}
