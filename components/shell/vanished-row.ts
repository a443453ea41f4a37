'use client'
import { useEffect } from 'react'

/**
 * A row that goes away passes its focus on: to the one below it, or else to the one above. It counts as having the focus as long as a dialog that
 * was opened from it has it.
 */
export function useVanishedRow(): void {
  useEffect(() => {
    let row: HTMLElement | null = null
    /** All rows of the page at that time: afterwards nobody could say which ones were its neighbours. */
    let rows: HTMLElement[] = []
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof Element) || target.closest('dialog')) return
      rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
      row = rows.find((one) => (one.closest('li, tr') ?? one).contains(target)) ?? null
    }
    const pass = () => {
      if (row === null || row.isConnected || document.activeElement !== document.body) return
      const at = rows.indexOf(row)
      const heir = [...rows.slice(at + 1), ...rows.slice(0, at).reverse()].find(({ isConnected }) => isConnected)
      row = heir ?? null
      heir?.focus()
    }
    // A dialog gives the focus back a moment after it is closed.
    const closed = () => setTimeout(pass)
    const watcher = new MutationObserver(pass)
    watcher.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', note)
    document.addEventListener('close', closed, { capture: true })
    return () => {
      watcher.disconnect()
      document.removeEventListener('focusin', note)
      document.removeEventListener('close', closed, { capture: true })
    }
  }, [])
}
