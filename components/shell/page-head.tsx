import type { ReactNode } from 'react'

interface Props {
  title: string
  /** What the page is for, in one sentence. */
  summary?: string
  children?: ReactNode
}

/** A page's title line. */
export function PageHead({ title, summary, children }: Props) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2 pt-5 pb-4">
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="text-title font-semibold">{title}</h1>
        {summary && <p className="text-muted">{summary}</p>}
      </div>
      {children}
    </div>
  )
}
