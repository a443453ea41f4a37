import clsx from 'clsx'
import { buttonLook } from '../ui/button.tsx'
import type { Layout } from './answers.ts'
import { type LayoutWanted, layoutAddress } from './layout-address.ts'
import { type DiffLine, diffOf } from './layout-diff.ts'

const marks = {
  same: { sign: ' ', word: '' },
  expected: { sign: '+', word: 'wanted: ' },
  found: { sign: '-', word: 'found: ' },
}

interface Props {
  layout: Pick<Layout, 'expected' | 'found'>
  wanted: LayoutWanted
}

/** The tree as the catalogue wants it beside the one that is found. A phone has it on a page of its own. */
export function TreeDiff({ layout: { expected, found }, wanted }: Props) {
  const lines = diffOf(expected, found)
  const changed = lines.filter(({ kind }) => kind !== 'same').length
  const words = changed === 0 ? 'as the catalogue wants it' : `${changed} ${changed === 1 ? 'line differs' : 'lines differ'}`
  if (wanted.isTree)
    return (
      <div className="flex flex-col gap-3">
        <p>
          Tree <span className="text-muted">{words}</span>
        </p>
        <Lines lines={lines} />
        <a href={layoutAddress(wanted)} className={buttonLook('plain', 'normal', 'self-start')}>
          All findings
        </a>
      </div>
    )
  return (
    <>
      <a href={layoutAddress(wanted, { isTree: true })} className={buttonLook('plain', 'normal', 'self-start desk:hidden')}>
        Tree: {words}
      </a>
      <details open={changed > 0} className="rounded-card border border-border bg-surface text-table max-desk:hidden">
        <summary className="px-3 py-2 font-medium">
          Tree <span className="font-normal text-muted">{words}</span>
        </summary>
        <div className="border-t border-border px-3 py-2">
          <Lines lines={lines} />
        </div>
      </details>
    </>
  )
}

function Lines({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <div>
      <p className="pb-1 text-meta text-muted">- as it is found, + as the catalogue wants it</p>
      <ul aria-label="Wanted and found folders" className="font-mono text-meta">
        {lines.map(({ kind, text }) => (
          <li
            key={`${kind} ${text}`}
            data-diff={kind}
            className={clsx(
              'break-all whitespace-pre-wrap',
              { same: 'text-muted', expected: 'bg-ok-tint text-ok', found: 'bg-fail-tint text-fail' }[kind],
            )}
          >
            <span aria-hidden>{marks[kind].sign} </span>
            <span className="sr-only">{marks[kind].word}</span>
            {text}
          </li>
        ))}
      </ul>
    </div>
  )
}
