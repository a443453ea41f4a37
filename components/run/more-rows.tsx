'use client'
import { countText, groupedText } from '../status/format.ts'
import { Button } from '../ui/button.tsx'

/** As many rows as a list shows at once. */
export const pageSize = 200

interface Props {
  shown: number
  total: number
  noun: string
  onMore(): void
}

/** The end of a list that shows a part of its rows, and the way to more of them. Nothing where all are shown. */
export function MoreRows({ shown, total, noun, onMore }: Props) {
  if (total <= shown) return null
  return (
    <div className="flex items-center justify-center gap-3 border-t border-border px-3 py-2 text-table text-muted">
      {groupedText(shown)} of {countText(total, noun)}
      <Button size="small" onClick={onMore}>
        Show {pageSize} more
      </Button>
    </div>
  )
}
