import type { ReactNode } from 'react'

/** A page that is not there: what was looked for, and a way on. */
export function Missing({ sentence, children }: { sentence: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-20 text-center">
      <h1 className="text-title font-semibold">Not here</h1>
      <p className="max-w-[60ch] break-words text-muted">{sentence}</p>
      {children}
    </div>
  )
}
