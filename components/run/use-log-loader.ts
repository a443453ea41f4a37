'use client'
import { useCallback, useRef, useState } from 'react'
import type { LogLine } from '../../lib/core/store.ts'
import { askServer } from '../data/ask.ts'
import { type LogPages, pageLines } from './log-model.ts'

/** The most that one request asks for. */
const mostLines = 5_000
/** As much of a log as is read for a filter or a search. */
export const searchedLines = 150_000

interface Loader {
  problem: Error | null
  /** Reads what is missing of these lines; called again while it reads, the newest wish counts. */
  need(from: number, to: number): void
}

/** Reads the lines that are looked at, whole pages at a time, one request after the other. */
export function useLogLoader(runId: string, pages: LogPages): Loader {
  const [problem, setProblem] = useState<Error | null>(null)
  const wish = useRef({ from: 1, to: 0 })
  const reading = useRef(false)
  const need = useCallback(
    (from: number, to: number) => {
      wish.current = { from: Math.floor((from - 1) / pageLines) * pageLines + 1, to }
      if (reading.current) return
      reading.current = true
      readAll(runId, pages, wish)
        .then(
          () => setProblem(null),
          (error: unknown) => setProblem(error instanceof Error ? error : new Error(String(error))),
        )
        .finally(() => {
          reading.current = false
        })
    },
    [runId, pages],
  )
  return { problem, need }
}

async function readAll(runId: string, pages: LogPages, wish: { current: { from: number; to: number } }): Promise<void> {
  for (;;) {
    const gap = pages.missing(wish.current.from, wish.current.to, mostLines)
    if (!gap) return
    const { rows } = await askServer<{ rows: LogLine[] }>('control_room.log', { id: runId, ...gap })
    pages.put(rows)
    // A line that is announced and not there yet comes with the stream.
    if (!pages.get(gap.from)) return
  }
}
