import type { ReactNode } from 'react'
import { ChoiceLinks } from '../data/choice-links.tsx'
import { countText } from '../status/format.ts'
import { Glyph } from '../status/glyph.tsx'
import { toneText } from '../status/status-pill.tsx'
import { RelativeTime } from '../status/times.tsx'
import type { Layout } from './answers.ts'
import { CheckAgain } from './check-again.tsx'
import { isChosen, type LayoutChoice, type LayoutWanted, layoutAddress, layoutChoices } from './layout-address.ts'

interface Props {
  layout: Layout
  wanted: LayoutWanted
  /** What can be done about all of it. */
  action?: ReactNode
}

const titles: Record<LayoutChoice, string> = { all: 'All', error: 'Errors', warning: 'Warnings', waived: 'Waived' }

/** Which commit was checked and how it stands, and the findings to choose from. */
export function LayoutHead({ layout, wanted, action }: Props) {
  const { rows, head, score, errors, warnings, waived, observedAt } = layout
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-72 break-words">
          <Head head={head} /> · score <span className="font-medium tabular-nums">{score}</span> ·{' '}
          <span className={errors > 0 ? toneText.fail : undefined}>
            {errors > 0 && <Glyph name="cross" className="mr-1 inline size-3.5 align-[-2px]" />}
            {countText(errors, 'error')}
          </span>
          , {countText(warnings, 'warning')}, {waived} waived.{' '}
          <span className="text-muted">
            Checked <RelativeTime at={observedAt} observedAt={observedAt} />.
          </span>
        </p>
        <div className="flex flex-wrap gap-2">
          <CheckAgain />
          {action}
        </div>
      </div>
      {rows.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <ChoiceLinks
            label="Which findings"
            choices={layoutChoices.map((show) => ({
              title: titles[show],
              href: layoutAddress(wanted, { show }),
              isCurrent: show === wanted.show,
              count: rows.filter((row) => isChosen(row, show)).length,
            }))}
          />
          {wanted.rule !== '' && (
            <p className="text-muted">
              Of the rule <span className="font-mono text-text">{wanted.rule}</span>.{' '}
              <a href={layoutAddress(wanted, { rule: '' })} className="underline decoration-border underline-offset-2">
                All rules
              </a>
            </p>
          )}
        </div>
      )}
    </div>
  )
}

function Head({ head }: Pick<Layout, 'head'>) {
  if (head === null) return <span className="font-medium">No commit: the root is no git repository, or has none yet</span>
  return (
    <>
      <span className="font-medium">{head.branch ?? 'No branch'}</span> <span className="font-mono">{head.commit.slice(0, 7)}</span>
      {!head.isClean && <span className="text-muted"> with local changes</span>}
    </>
  )
}
