'use client'
import { startTransition, useRef, useState, useTransition } from 'react'
import type { JsonObject } from '../../lib/core/run.ts'
import type { Page } from '../../lib/core/store.ts'
import { AskFailed, askServer, stopped } from './ask.ts'

export interface Pages<Row> {
  rows: readonly Row[]
  hasMore: boolean
  isPending: boolean
  /** Why the last page could not be read. */
  problem: { message: string; hint: string } | null
  more(): void
  /** Gives up the page that is being read. */
  stop(): void
}

/** A list that grows by a page whenever somebody wants more; a new first page begins it anew. */
export function usePages<Row>(address: string, input: JsonObject, first: Page<Row>): Pages<Row> {
  const [known, setKnown] = useState<{ first: Page<Row>; rows: Row[]; next: string | null }>({ first, rows: first.rows, next: first.next })
  const [problem, setProblem] = useState<Pages<Row>['problem']>(null)
  const [isPending, begin] = useTransition()
  const leave = useRef(new AbortController())
  if (known.first !== first) setKnown({ first, rows: first.rows, next: first.next })
  return {
    rows: known.rows,
    hasMore: known.next !== null,
    isPending,
    problem,
    stop: () => leave.current.abort(),
    more: () =>
      begin(async () => {
        leave.current = new AbortController()
        const { signal } = leave.current
        try {
          const page = await askServer<Page<Row>>(address, { ...input, cursor: known.next }, signal)
          setProblem(null)
          // Laying out another page may be put off for what somebody does meanwhile; after a wait that has to be said again.
          startTransition(() => {
            setKnown((before) => (before.first === first ? { first, rows: [...before.rows, ...page.rows], next: page.next } : before))
          })
        } catch (error) {
          if (signal.aborted) return setProblem(stopped)
          if (!(error instanceof AskFailed)) throw error
          setProblem({ message: error.message, hint: error.hint })
        }
      }),
  }
}
