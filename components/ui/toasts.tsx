'use client'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Link } from '../environment/link.tsx'
import { Button, buttonLook } from './button.tsx'
import { dismiss, shownToasts, type Toast, watchToasts } from './toast.ts'

/** How long an answer stays. */
const stayMs = 6_000
const none: readonly Toast[] = []

/** Where the answers to one's own clicks appear, and are spoken without a hurry. They wait while one is on them. */
export function Toasts() {
  const toasts = useSyncExternalStore(watchToasts, shownToasts, () => none)
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-3 bottom-17 z-40 flex flex-col items-end gap-2 desk:right-4 desk:bottom-4 desk:left-auto"
    >
      {toasts.map((toast) => (
        <Shown key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function Shown({ toast: { id, text, link } }: { toast: Toast }) {
  const [isHeld, setHeld] = useState(false)
  const left = useRef(stayMs)
  useEffect(() => {
    if (isHeld) return
    const from = Date.now()
    const timer = setTimeout(() => dismiss(id), left.current)
    return () => {
      clearTimeout(timer)
      left.current -= Date.now() - from
    }
  }, [id, isHeld])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: being on it only keeps it from going
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-full items-center gap-3 rounded-card border border-border bg-surface py-2 pr-2 pl-3 text-text shadow-float"
    >
      <p className="min-w-0 break-words">{text}</p>
      {link && (
        <Link href={link.href} onClick={() => dismiss(id)} className={buttonLook('plain', 'small')}>
          {link.title}
        </Link>
      )}
      <Button kind="quiet" size="small" onClick={() => dismiss(id)}>
        Close
      </Button>
    </div>
  )
}
