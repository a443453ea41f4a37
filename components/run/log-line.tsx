import clsx from 'clsx'
import type { MouseEvent } from 'react'
import type { LogLine } from '../../lib/core/store.ts'
import { clockText, countText } from '../status/format.ts'
import type { Finding } from './finding.ts'
import { partsOfLine } from './line-parts.ts'
import { LogText } from './log-text.tsx'

const levelLooks = { error: 'font-semibold text-fail', warning: 'font-semibold text-warn', info: 'text-muted' }

/** What a line is of a record of several lines: its first one, which folds the others, or one of those. */
export type LineRecord = { part: 'head'; lines: number; isOpen: boolean; turn(everywhere: boolean): void } | { part: 'more' } | null

interface Props {
  line: LogLine
  /** `Test, attempt 2`, above the first line of each. */
  heading: string | null
  chosen: boolean
  wrap: boolean
  /** Of its time; without one the machine's own. */
  zone: string | undefined
  find: Finding
  record: LineRecord
  onChoose(number: number): void
}

/** One line of a log: number, time, level and text; on a phone time and level stand above the text. */
export function LogRow({ line, heading, chosen, wrap, zone, find, record, onChoose }: Props) {
  const { level, word, segments, marks } = partsOfLine(line.text, find)
  const choose = (event: MouseEvent) => {
    event.preventDefault()
    onChoose(line.number)
  }
  return (
    <>
      {heading && <p className="sticky left-0 w-fit px-3 pt-2 pb-0.5 font-sans text-meta font-medium text-muted">{heading}</p>}
      <div
        className={clsx('flex min-w-full gap-3 pr-4 hover:bg-sunken max-desk:items-baseline', chosen && 'bg-selected', !wrap && 'w-max')}
      >
        <a
          href={`#L${line.number}`}
          onClick={choose}
          aria-label={`Line ${line.number}`}
          className="w-14 shrink-0 text-right text-subtle -outline-offset-2 select-none hover:text-accent hover:underline max-desk:w-9 pointer-coarse:min-h-6 pointer-coarse:self-stretch"
        >
          {line.number}
        </a>
        <span className="flex min-w-0 flex-1 gap-3 max-desk:flex-col max-desk:gap-0 max-desk:pb-1">
          <span className="flex shrink-0 items-baseline gap-3 select-none">
            <time dateTime={line.at} className="text-subtle">
              {clockText(line.at, zone)}
            </time>
            <span className={clsx('desk:w-16', levelLooks[level])}>{word}</span>
            {record?.part === 'head' && (
              <button
                type="button"
                aria-expanded={record.isOpen}
                title="With Shift: all records"
                onClick={(event) => record.turn(event.shiftKey)}
                className="-my-0.5 h-6 rounded-chip border border-edge bg-surface px-1.5 font-sans text-meta whitespace-nowrap text-muted hover:bg-sunken hover:text-text pointer-coarse:my-0.5 pointer-coarse:h-11 pointer-coarse:px-3"
              >
                {record.isOpen ? 'Hide' : '+'}
                {record.isOpen && ' '}
                {countText(record.lines, 'line')}
              </button>
            )}
          </span>
          <span
            className={clsx(
              'min-w-0 flex-1',
              wrap ? 'break-all whitespace-pre-wrap' : 'whitespace-pre',
              record?.part === 'more' && 'border-l-2 border-border pl-2.5',
            )}
          >
            <LogText segments={segments} marks={marks} />
          </span>
        </span>
      </div>
    </>
  )
}
