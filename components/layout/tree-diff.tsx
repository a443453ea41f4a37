import clsx from 'clsx'
import { diffOf } from './layout-diff.ts'

const marks = {
  same: { sign: ' ', word: '' },
  expected: { sign: '+', word: 'wanted: ' },
  found: { sign: '-', word: 'found: ' },
}

/** The tree as the catalogue wants it beside the one that is found. On a phone it is opened when somebody wants it. */
export function TreeDiff({ expected, found }: { expected: readonly string[]; found: readonly string[] }) {
  const lines = diffOf(expected, found)
  const changed = lines.filter(({ kind }) => kind !== 'same').length
  const words = changed === 0 ? 'as the catalogue wants it' : `${changed} ${changed === 1 ? 'line differs' : 'lines differ'}`
  return (
    <details open={changed > 0} className="group rounded-card border border-border bg-surface text-table">
      <summary className="px-3 py-2 font-medium">
        Tree <span className="font-normal text-muted">{words}</span>
      </summary>
      <div className="overflow-x-auto border-t border-border px-3 py-2">
        <p className="pb-1 text-meta text-muted">- as it is found, + as the catalogue wants it</p>
        <ul aria-label="Wanted and found folders" className="font-mono text-meta">
          {lines.map(({ kind, text }) => (
            <li
              key={`${kind} ${text}`}
              data-diff={kind}
              className={clsx(
                'whitespace-pre',
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
    </details>
  )
}
