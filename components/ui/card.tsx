import clsx from 'clsx'
import { type ReactNode, useId } from 'react'

interface Props {
  title: string
  summary?: string
  /** Stands at the right of the title. */
  action?: ReactNode
  children: ReactNode
}

/** A titled part of a page. */
export function Card({ title, summary, action, children }: Props) {
  const heading = useId()
  return (
    <section aria-labelledby={heading} className="flex min-w-0 flex-col gap-3">
      <div className={clsx('flex flex-wrap gap-x-4 gap-y-2', summary ? 'items-end' : 'items-baseline')}>
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={heading} className="text-lead font-semibold">
            {title}
          </h2>
          {summary && <p className="text-muted">{summary}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
