import { countText } from '../status/format.ts'
import { RelativeTime } from '../status/times.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Layout } from './answers.ts'

/** `412 modules follow all 14 rules. Checked a1b2c3, 4 min ago.` */
export function CleanTree({ layout: { modules, rules, waived, head, observedAt } }: { layout: Layout }) {
  const follow = modules === 1 ? 'follows' : 'follow'
  return (
    <Notice tone="ok" glyph="check">
      <p className="font-medium">
        {countText(modules, 'module')} {follow} all {rules.length} rules
        {waived > 0 && `, but for what is waived ${waived === 1 ? 'once' : `${waived} times`}`}.
      </p>
      <p className="text-muted">
        Checked {head && <span className="font-mono">{head.commit.slice(0, 7)}</span>}
        {head && ', '}
        <RelativeTime at={observedAt} observedAt={observedAt} />.
      </p>
    </Notice>
  )
}
