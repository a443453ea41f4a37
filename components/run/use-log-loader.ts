'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LogLine, LogStretch } from '../../lib/core/store.ts'
import { askServer } from '../data/ask.ts'
import { type LogPages, pageLines } from './log-model.ts'

/** Lines that lie no further apart than this are read with all between them. */
const nearLines = 2 * pageLines

interface Loader {
  problem: Error | null
  /** True once it is known what every line is. */
  isOutlined: boolean
  /** Reads what is missing of these lines, which are in order; called again while it reads, the newest wish counts. */
  need(numbers: readonly number[]): void
}

/** Reads what all lines are, once, and the text of those that are looked at, one request after the other. */
export function useLogLoader(runId: string, pages: LogPages): Loader {
  const [problem, setProblem] = useState<Error | null>(null)
  const [isOutlined, setOutlined] = useState(false)
  const wish = useRef<readonly number[]>([])
  const reading = useRef(false)
  const failed = useCallback((error: unknown) => setProblem(error instanceof Error ? error : new Error(String(error))), [])
  const need = useCallback(
    (numbers: readonly number[]) => {
      wish.current = numbers
      if (reading.current) return
      reading.current = true
      readAll(runId, pages, wish)
        .then(() => setProblem(null), failed)
        .finally(() => {
          reading.current = false
        })
    },
    [runId, pages, failed],
  )
  useEffect(() => {
    const leave = new AbortController()
    readOutline(runId, pages, leave.signal).then(
      () => setOutlined(true),
      (error: unknown) => !leave.signal.aborted && failed(error),
    )
    return () => leave.abort()
  }, [runId, pages, failed])
  return { problem, isOutlined, need }
}

async function readAll(runId: string, pages: LogPages, wish: { current: readonly number[] }): Promise<void> {
  for (;;) {
    const missing = pages.missing(wish.current)
    const [first, last] = [missing[0], missing.at(-1)]
    if (first === undefined || last === undefined) return
    const from = Math.floor((first - 1) / pageLines) * pageLines + 1
    const asked =
      last - first < nearLines ? { from, count: Math.ceil((last - from + 1) / pageLines) * pageLines } : { lines: missing.slice(0, 200) }
    const { rows } = await askServer<{ rows: LogLine[] }>('control_room.log', { id: runId, ...asked })
    pages.put(rows)
    // A line that is announced and not there yet comes with the stream.
    if (!pages.get(first)) return
  }
}

async function readOutline(runId: string, pages: LogPages, signal: AbortSignal): Promise<void> {
  const { marks, steps } = await askServer<{ marks: string; steps: LogStretch[] }>(
    'control_room.log_outline',
    { id: runId, marks: true },
    signal,
  )
  const packed = Uint8Array.from(atob(marks), (character) => character.charCodeAt(0))
  const bytes = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')))
  pages.index.take(new Uint8Array(await bytes.arrayBuffer()), steps)
  pages.changed()
}
