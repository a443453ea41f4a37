'use client'
import clsx from 'clsx'
import { ArrowDown, ArrowUp, Download, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { groupedText } from '../status/format.ts'
import { Button, buttonLook } from '../ui/button.tsx'
import { inputLook } from '../ui/field.tsx'
import type { Level } from './log-model.ts'

interface Props {
  runId: string
  find: string
  onFind(text: string): void
  /** Which match is looked at, from 1, and how many there are. */
  match: { index: number; count: number }
  onMatch(direction: 1 | -1): void
  /** True while lines are still being read for the search. */
  isSearching: boolean
  level: Level
  onLevel(level: Level): void
  steps: Readonly<Record<string, string>>
  step: string | null
  onStep(step: string): void
  wrap: boolean
  onWrap(): void
  /** Null when no line will follow. */
  following: boolean | null
  onFollow(): void
}

const levels: Record<Level, string> = { info: 'All lines', warning: 'Warnings and errors', error: 'Errors' }
const selectLook = 'h-8 max-w-36 min-w-0 rounded-chip border border-edge bg-surface px-2 text-table pointer-coarse:h-11'

/** What narrows a log and moves in it. */
export function LogToolbar(props: Props) {
  const { find, match, following } = props
  const jump = (event: KeyboardEvent) => {
    if (event.key === 'Enter') props.onMatch(event.shiftKey ? -1 : 1)
    if (event.key !== 'Escape') return
    // A browser would empty the field.
    event.preventDefault()
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.blur()
  }
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-2">
      <search className="flex min-w-0 flex-1 basis-64 items-center gap-1">
        <input
          data-page-filter
          type="search"
          aria-label="Search the log"
          placeholder="Search the log  /"
          value={find}
          onChange={({ target }) => props.onFind(target.value)}
          onKeyDown={jump}
          className={inputLook}
        />
        <span role="status" className={clsx('text-center text-table whitespace-nowrap text-muted', find && 'min-w-22 px-1')}>
          {find && countOf(props)}
        </span>
        {find && (
          <>
            <Jump label="Previous match" title="N" disabled={match.count === 0} onJump={() => props.onMatch(-1)}>
              <ArrowUp aria-hidden className="size-4" />
            </Jump>
            <Jump label="Next match" title="n" disabled={match.count === 0} onJump={() => props.onMatch(1)}>
              <ArrowDown aria-hidden className="size-4" />
            </Jump>
          </>
        )}
      </search>
      {props.step && (
        <Button onClick={() => props.onStep('')} className="bg-selected">
          {props.steps[props.step] ?? props.step}
          <X aria-hidden className="size-4" />
          <span className="sr-only">: show all steps</span>
        </Button>
      )}
      <select aria-label="Level" value={props.level} onChange={({ target }) => props.onLevel(levelIn(target.value))} className={selectLook}>
        {Object.entries(levels).map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <Button aria-pressed={props.wrap} title="w" onClick={props.onWrap} className="aria-pressed:bg-selected">
        Wrap
      </Button>
      {following !== null && (
        <Button aria-pressed={following} title="Space or f" onClick={props.onFollow} className="aria-pressed:bg-selected">
          {following ? 'Following' : 'Follow'}
        </Button>
      )}
      <a href={`/api/runs/${props.runId}/log`} download aria-label="Download the log" title="Download the log" className={buttonLook()}>
        <Download aria-hidden className="size-4" />
      </a>
    </div>
  )
}

function countOf({ isSearching, match }: Props): string {
  if (isSearching) return 'Searching'
  return match.count > 0 ? `${groupedText(match.index)} of ${groupedText(match.count)}` : 'No matches'
}

interface JumpProps {
  label: string
  /** The key that does the same. */
  title: string
  disabled: boolean
  onJump(): void
  children: ReactNode
}

function Jump({ label, title, disabled, onJump, children }: JumpProps) {
  return (
    <Button size="small" kind="quiet" aria-label={label} title={title} disabled={disabled} onClick={onJump}>
      {children}
    </Button>
  )
}

/** The level in an address or a choice; everything when it is none. */
export function levelIn(value: string | null): Level {
  return value === 'warning' || value === 'error' ? value : 'info'
}
