'use client'
import { useEffect } from 'react'

/** How long the rows of a page that one goes back to may take. */
const patienceMs = 3_000

/** Who opens a row and goes back to its list has the focus on that row again. */
export function useRowFocus(): void {
  useEffect(() => {
    /** Of each list's address the row that was opened. */
    const opened = new Map<string, string>()
    let frame = 0
    const open = ({ target }: MouseEvent) => {
      const row = target instanceof Element ? target.closest<HTMLAnchorElement>('a[data-row]') : null
      if (row) opened.set(window.location.href, row.href)
    }
    const back = () => {
      const wanted = opened.get(window.location.href)
      cancelAnimationFrame(frame)
      if (wanted) lookFor(wanted, performance.now() + patienceMs)
    }
    const lookFor = (wanted: string, until: number) => {
      const row = [...document.querySelectorAll<HTMLAnchorElement>('a[data-row]')].find(({ href }) => href === wanted)
      if (row && document.activeElement === document.body) row.focus()
      else if (performance.now() < until) frame = requestAnimationFrame(() => lookFor(wanted, until))
    }
    document.addEventListener('click', open, { capture: true })
    window.addEventListener('popstate', back)
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('click', open, { capture: true })
      window.removeEventListener('popstate', back)
    }
  }, [])
}
