import { Link } from '../environment/link.tsx'
import type { Badge } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { RelativeTime } from '../status/times.tsx'
import { buttonLook } from '../ui/button.tsx'
import type { Finding, Rule } from './answers.ts'
import { type LayoutWanted, layoutAddress } from './layout-address.ts'

const levels: Record<Finding['level'], Badge> = {
  error: { glyph: 'cross', word: 'Error', tone: 'fail' },
  warning: { glyph: 'exclamation', word: 'Warning', tone: 'warn' },
}
const waivedBadge: Badge = { glyph: 'minus', word: 'Waived', tone: 'neutral' }

interface Props {
  finding: Finding
  /** The rule that it breaks. */
  rule: Rule | undefined
  wanted: LayoutWanted
  observedAt: string
}

/** A finding: how much it weighs, where it is and what is wrong, why that matters, and since which commit. */
export function FindingRow({ finding, rule, wanted, observedAt }: Props) {
  const { level, path, message, hint, since, fix, waiver } = finding
  return (
    <li
      data-finding={finding.rule}
      className="grid grid-cols-1 items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 last:border-0 desk:grid-cols-[92px_minmax(0,1fr)_minmax(0,220px)]"
    >
      <StatusWord badge={waiver ? waivedBadge : levels[level]} />
      <span className="min-w-0">
        <span className="block font-mono font-medium break-all">{path}</span>
        <span className="block break-words">{message}</span>
        <span className="block break-words text-muted">
          {waiver ? (
            <>
              Until {waiver.until}: {waiver.reason}
            </>
          ) : (
            hint
          )}
          {!waiver && fix && <span className="ml-1.5 whitespace-nowrap">Can be fixed automatically.</span>}
        </span>
        <span className="block text-meta break-words text-muted">
          <a
            href={layoutAddress(wanted, { rule: finding.rule })}
            data-row
            className="font-mono text-text underline decoration-border underline-offset-2"
          >
            {finding.rule}
          </a>
          {rule && (
            <>
              : {rule.reason}{' '}
              <a href={rule.link} className="underline decoration-border underline-offset-2">
                Read more<span className="sr-only"> about {rule.id}</span>
              </a>
            </>
          )}
        </span>
      </span>
      <span className="flex min-w-0 flex-wrap items-center gap-2 text-muted desk:justify-end">
        <span className="min-w-0 break-words">
          {since ? (
            <>
              since <span className="font-mono text-text">{since.commit.slice(0, 7)}</span> {since.author},{' '}
              <RelativeTime at={since.at} observedAt={observedAt} />
            </>
          ) : (
            <>
              <span aria-hidden>–</span>
              <span className="sr-only">no commit that can be told</span>
            </>
          )}
        </span>
        {!waiver && <Actions finding={finding} />}
      </span>
    </li>
  )
}

/** The forms of what can be done about it, with the finding in them: each shows its plan before it does anything. */
function Actions({ finding: { rule, path, fix } }: Pick<Props, 'finding'>) {
  const fixed = new URLSearchParams({ rules: rule, paths: path })
  const waived = new URLSearchParams({ rule, path })
  return (
    <span className="flex gap-2">
      {fix && (
        <Link href={`/skills/oca_ipai_layout_enforcer/fix?${fixed}`} className={buttonLook('plain', 'small')}>
          Plan fix<span className="sr-only"> of {path}</span>
        </Link>
      )}
      <Link href={`/skills/oca_ipai_layout_enforcer/waive?${waived}`} className={buttonLook('quiet', 'small')}>
        Waive
        <span className="sr-only">
          {' '}
          {rule} at {path}
        </span>
      </Link>
    </span>
  )
}
