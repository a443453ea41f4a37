'use client'
import { type ComponentProps, useId } from 'react'
import { Button } from '../ui/button.tsx'
import { offlineReason, useOnline } from '../ui/online.ts'

interface Props extends ComponentProps<typeof Button> {
  /** Why this person may not use the verb; null where they may. It stays in sight: people must learn that it exists. */
  refused?: string | null
  /** What says so, where that stands elsewhere. */
  toldBy?: string
}

/** A button that changes something: greyed with the reason for who may not, and for everybody without a network. */
export function VerbButton({ refused = null, toldBy, disabled, title, ...rest }: Props) {
  const reason = useId()
  const isOnline = useOnline()
  const isOff = refused !== null || !isOnline
  return (
    <>
      <Button
        {...rest}
        disabled={disabled || isOff}
        title={isOnline ? title : offlineReason}
        aria-describedby={refused === null ? undefined : (toldBy ?? reason)}
      />
      {refused !== null && toldBy === undefined && (
        <span id={reason} className="max-w-[40ch] self-center text-meta text-warn">
          {refused}
        </span>
      )}
    </>
  )
}
