'use client'
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { placeOf } from '../environment/address.ts'
import { useScope } from '../environment/scope.tsx'

interface Props {
  open: boolean
  title: string
  onClose(): void
  /** What `Ctrl Enter` does. */
  onSubmit?(): void
  children: ReactNode
}

/** The browser's own modal dialog: it keeps the focus inside, and closes on Escape; what opened it gets the focus back. A sheet on a phone. */
export function Dialog({ open, title, onClose, onSubmit, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const { chosen } = useScope()
  const opener = useLastFocused(dialog)
  const closed = () => {
    onClose()
    // The browser forgets an opener that could not be pressed while its plan was asked for.
    setTimeout(() => document.activeElement === document.body && opener.current?.focus())
  }
  useEffect(() => {
    const element = dialog.current
    if (open && element && !element.open) element.showModal()
    if (!open && element?.open) element.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={closed}
      onKeyDown={(event) => {
        if (!onSubmit || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        onSubmit()
      }}
      className="m-auto max-h-[85dvh] w-[min(520px,calc(100vw-32px))] overflow-auto rounded-dialog border border-border bg-surface p-0 text-text shadow-float max-desk:mb-4"
    >
      {open && chosen?.stage === 'production' && (
        <p className="truncate bg-production-solid px-5 py-1 text-table text-on-production">
          <strong className="font-semibold">PRODUCTION</strong> - {placeOf(chosen.url)}
        </p>
      )}
      {open && (
        <div className="flex flex-col gap-4 p-5">
          <h2 id={heading} className="text-lead font-semibold">
            {title}
          </h2>
          {children}
        </div>
      )}
    </dialog>
  )
}

/** What had the focus last, outside of the dialog. */
function useLastFocused(dialog: RefObject<HTMLElement | null>): RefObject<HTMLElement | null> {
  const last = useRef<HTMLElement>(null)
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && !dialog.current?.contains(target)) last.current = target
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [dialog])
  return last
}
