import type { ReactNode } from 'react'

interface Props {
  title: string
  children?: ReactNode
}

/** A place with nothing in it: says what would fill it, and offers what does. */
export function Empty({ title, children }: Props) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-card border border-dashed border-border px-4 py-12 text-center">
      <p className="text-lead font-medium">{title}</p>
      {children && <div className="flex max-w-[52ch] flex-col items-center gap-3 text-muted">{children}</div>}
    </div>
  )
}
