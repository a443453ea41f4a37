import type { ReactNode } from 'react'
import { Notice } from './notice.tsx'

interface Props {
  /** What happened, and what to do next. */
  problem: { message: string; hint: string }
  children?: ReactNode
  role?: 'alert' | 'status'
}

/** Something went wrong: the sentence, the hint, and a way on. */
export function ProblemNotice({ problem, children, role = 'alert' }: Props) {
  return (
    <Notice tone="fail" glyph="exclamation" role={role}>
      <p className="font-medium">{problem.message}</p>
      {problem.hint && <p className="text-muted">{problem.hint}</p>}
      {children && <div className="mt-2 flex flex-wrap gap-2">{children}</div>}
    </Notice>
  )
}
