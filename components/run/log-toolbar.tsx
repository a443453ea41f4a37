'use client'
import clsx from 'clsx'
import { ArrowDown, ArrowUp, Download, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Level } from '../../lib/core/log-level.ts'
import { countText, groupedText } from '../status/format.ts'
import { Button, buttonLook } from '../ui/button.tsx'
import { inputLook } from '../ui/field.tsx'
import { levelOfName } from './log-model.ts'
import { SpeakErrors } from './speak-errors.tsx'

interface Props {
  runId: string
  find: string
  onFind(text: string): void
  how: { isRegex: boolean; matchCase: boolean; isBroken: boolean }
  onHow(how: { isRegex?: boolean; matchCase?: boolean }): void
  /** Which match, or without a search which error, is looked at, from 1, and how many there are. */
  stop: { index: number; count: number }
  onStop(direction: 1 | -1): void
  search: { isSearching: boolean; searchedTo: number; isCut: boolean }
  level: Level
  onLevel(level: Level): void
  steps: Readonly<Record<string, string>>
  step: string | null
  onStep(step: string): void
  wrap: boolean
  onWrap(): void
  /** The zone of the times, and the way to the other; null where this machine's own is UTC. */
  zone: { name: string; isUtc: boolean; onChange: (() => void) | null }
  /** Null when no line will follow. */
  following: boolean | null
  onFollow(): void
  errors: readonly number[]
  textOf(number: number): string | undefined
}

const levels: Record<Level, string> = { info: 'All lines', warning: 'Warnings and errors', error: 'Errors' }
const selectLook =
  'h-8 max-w-36 min-w-0 rounded-chip border border-edge bg-surface px-2 text-table max-desk:max-w-none max-desk:min-w-24 max-desk:flex-1 pointer-coarse:h-11'

/** What narrows a log and moves in it. */
export function LogToolbar(props: Props) {
  const { find, how, stop, following, search } = props
  const isSearch = find !== '' || how.isRegex || how.matchCase
  const stopName = find ? 'match' : 'error'
  const jump = (event: KeyboardEvent) => {
    if (event.key === 'Enter') props.onStop(event.shiftKey ? -1 : 1)
    if (event.key !== 'Escape') return
    // A browser would empty the field.
    event.preventDefault()
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.blur()
  }
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-2">
      <search className="flex min-w-0 flex-1 basis-105 items-center gap-1 max-desk:basis-full max-desk:flex-wrap">
        <input
          data-page-filter
          type="search"
          aria-label="Search the log"
          placeholder="Search  /"
          aria-invalid={how.isBroken || undefined}
          title={how.isBroken ? 'No regular expression: searched for as text' : undefined}
          value={find}
          onChange={({ target }) => props.onFind(target.value)}
          onKeyDown={jump}
          className={clsx(inputLook, 'min-w-48 flex-1 aria-invalid:border-fail max-desk:min-w-24')}
        />
        <Button
          size="small"
          kind="quiet"
          aria-pressed={how.isRegex}
          aria-label="Regular expression"
          title="Regular expression"
          onClick={() => props.onHow({ isRegex: !how.isRegex })}
          className={clsx('font-mono aria-pressed:bg-selected', !isSearch && 'max-desk:hidden')}
        >
          .*
        </Button>
        <Button
          size="small"
          kind="quiet"
          aria-pressed={how.matchCase}
          aria-label="Match case"
          title="Match case"
          onClick={() => props.onHow({ matchCase: !how.matchCase })}
          className={clsx('aria-pressed:bg-selected', !isSearch && 'max-desk:hidden')}
        >
          Aa
        </Button>
        <span
          role="status"
          // What comes by itself is not spoken: only the answer to a search is.
          aria-live={find && !search.isSearching ? 'polite' : 'off'}
          className={clsx('shrink-0 text-center text-table whitespace-nowrap text-muted', (find || stop.count > 0) && 'px-1 desk:min-w-22')}
        >
          {countOf(props)}
        </span>
        {(find || stop.count > 0) && (
          <>
            <Jump label={`Previous ${stopName}`} title="N" disabled={stop.count === 0} onJump={() => props.onStop(-1)}>
              <ArrowUp aria-hidden className="size-4" />
            </Jump>
            <Jump label={`Next ${stopName}`} title="n" disabled={stop.count === 0} onJump={() => props.onStop(1)}>
              <ArrowDown aria-hidden className="size-4" />
            </Jump>
          </>
        )}
      </search>
      {/* These go to a line of their own together, never one alone. */}
      <div className="flex min-w-0 flex-wrap items-center gap-2 max-desk:w-full">
        {props.step && (
          <Button onClick={() => props.onStep('')} className="bg-selected">
            {props.steps[props.step] ?? props.step}
            <X aria-hidden className="size-4" />
            <span className="sr-only">: show all steps</span>
          </Button>
        )}
        <select
          aria-label="Level"
          value={props.level}
          onChange={({ target }) => props.onLevel(levelOfName(target.value))}
          className={selectLook}
        >
          {Object.entries(levels).map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <Button aria-pressed={props.wrap} title="w" onClick={props.onWrap} className="aria-pressed:bg-selected">
          Wrap
        </Button>
        <Zone {...props.zone} />
        {following !== null && (
          <Button aria-pressed={following} title="Space or f" onClick={props.onFollow} className="aria-pressed:bg-selected max-desk:hidden">
            {following ? 'Following' : 'Follow'}
          </Button>
        )}
        {following !== null && <SpeakErrors errors={props.errors} textOf={props.textOf} />}
        <a href={`/api/runs/${props.runId}/log`} download aria-label="Download the log" title="Download the log" className={buttonLook()}>
          <Download aria-hidden className="size-4" />
        </a>
      </div>
    </div>
  )
}

function countOf({ find, stop, search }: Props): string {
  if (!find) return stop.count > 0 ? (stop.index > 0 ? `${groupedText(stop.index)} of ` : '') + countText(stop.count, 'error') : ''
  const upTo = search.searchedTo > 0 ? `, up to line ${groupedText(search.searchedTo)}` : ''
  if (search.isSearching && stop.count === 0) return `Searching${upTo}`
  if (stop.count === 0) return 'No matches'
  return `${groupedText(stop.index)} of ${groupedText(stop.count)}${search.isCut || search.isSearching ? '+' : ''}`
}

/** The zone of all times below, printed once. */
function Zone({ name, isUtc, onChange }: Props['zone']) {
  if (!onChange) return <span className="px-1 text-table text-muted">{name}</span>
  return (
    <Button kind="quiet" aria-label={`${name}: show times in ${isUtc ? 'this browser’s zone' : 'UTC'}`} onClick={onChange}>
      {name}
    </Button>
  )
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
