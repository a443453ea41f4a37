'use client'
import { useEffect, useState } from 'react'
import { askServer } from '../data/ask.ts'
import { Notice } from '../ui/notice.tsx'
import type { Layout } from './answers.ts'
import { CheckAgain } from './check-again.tsx'

/** A check takes a moment of a processor: while somebody looks, one in so many ms is enough. */
const everyMs = 30_000

/** Says that the tree is another than the one that the page shows: `main moved since this check.` */
export function MovedSince({ head, errors, warnings, waived }: Pick<Layout, 'head' | 'errors' | 'warnings' | 'waived'>) {
  const shown = JSON.stringify([head, errors, warnings, waived])
  const [moved, setMoved] = useState<{ from: string; sentence: string } | null>(null)
  useEffect(() => {
    const leave = new AbortController()
    const look = async () => {
      if (document.hidden) return
      const now = await askServer<Layout>('oca_ipai_layout_enforcer.verify', { level: 'error' }, leave.signal).catch(() => null)
      if (now === null || leave.signal.aborted) return
      const isSame = JSON.stringify([now.head, now.errors, now.warnings, now.waived]) === shown
      const hasMoved = now.head?.commit !== head?.commit
      setMoved(
        isSame
          ? null
          : {
              from: shown,
              sentence: hasMoved ? `${head?.branch ?? 'The root'} moved since this check.` : 'The tree changed since this check.',
            },
      )
    }
    const timer = setInterval(() => void look(), everyMs)
    const seen = () => void look()
    document.addEventListener('visibilitychange', seen)
    return () => {
      leave.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [shown, head])
  if (moved?.from !== shown) return null
  return (
    <Notice tone="warn" glyph="clock" role="status">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>{moved.sentence}</p>
        <CheckAgain />
      </div>
    </Notice>
  )
}
