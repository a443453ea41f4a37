'use client'
import clsx from 'clsx'
import { useDeferredValue, useState } from 'react'
import { type TestResult, type TestStatus, testStatuses } from '../../lib/core/run.ts'
import { countText, groupedText, testDurationText } from '../status/format.ts'
import { testBadges } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { inputLook } from '../ui/field.tsx'
import { keyOf } from './live.ts'
import { failingFirst, isRed, placeOf, testsPassing } from './test-order.ts'
import { Trace } from './trace.tsx'

const pageSize = 200

interface Props {
  tests: readonly TestResult[]
  /** True while more can come. */
  growing: boolean
}

/** Every test of a run, red ones first. */
export function TestTable({ tests, growing }: Props) {
  const [status, setStatus] = useState<TestStatus | null>(null)
  const [text, setText] = useState('')
  const [most, setMost] = useState(pageSize)
  const passing = testsPassing(failingFirst(tests), { status, text: useDeferredValue(text) })
  if (tests.length === 0)
    return (
      <Empty title={growing ? 'No test has reported yet.' : 'No test ran.'}>
        {!growing && 'A run without a test proves nothing: it is not green.'}
      </Empty>
    )
  return (
    <section aria-label="Tests" className="overflow-hidden rounded-card border border-border bg-surface">
      <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-2">
        <input
          type="search"
          aria-label="Filter tests"
          placeholder="Filter by name, file or message  /"
          data-page-filter
          value={text}
          onChange={({ target }) => setText(target.value)}
          className={clsx(inputLook, 'min-w-48 flex-1 basis-48')}
        />
        <StatusChoice tests={tests} status={status} onChoose={setStatus} />
      </div>
      <ul>
        {passing.slice(0, most).map((test) => (
          <TestRow key={keyOf(test)} test={test} />
        ))}
      </ul>
      {passing.length === 0 && <p className="px-4 py-8 text-center text-muted">No test matches these filters.</p>}
      {passing.length > most && (
        <div className="flex items-center justify-center gap-3 border-t border-border px-3 py-2 text-table text-muted">
          {groupedText(most)} of {countText(passing.length, 'test')}
          <Button size="small" onClick={() => setMost(most + pageSize)}>
            Show {pageSize} more
          </Button>
        </div>
      )}
    </section>
  )
}

function StatusChoice({
  tests,
  status,
  onChoose,
}: {
  tests: readonly TestResult[]
  status: TestStatus | null
  onChoose(status: TestStatus | null): void
}) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Status</legend>
      {testStatuses.map((each) => {
        const count = tests.filter((test) => test.status === each).length
        if (count === 0) return null
        return (
          <Button
            key={each}
            size="small"
            kind="quiet"
            aria-pressed={status === each}
            onClick={() => onChoose(status === each ? null : each)}
            className="aria-pressed:bg-selected"
          >
            <StatusWord badge={testBadges[each]} />
            {groupedText(count)}
          </Button>
        )
      })}
    </fieldset>
  )
}

function TestRow({ test }: { test: TestResult }) {
  const line = (
    <span className="grid min-w-0 flex-1 grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-0.5 desk:grid-cols-[88px_1fr_auto]">
      <StatusWord badge={testBadges[test.status]} className="text-table max-desk:col-span-2" />
      <span className="min-w-0">
        <span className="font-mono text-table break-all">{test.name}</span>{' '}
        <span className="font-mono text-meta break-all text-muted">{placeOf(test)}</span>
        {test.message && (
          <span className={clsx('block font-mono text-table break-words', isRed(test) ? 'text-fail' : 'text-muted')}>{test.message}</span>
        )}
      </span>
      <span className="text-right text-table whitespace-nowrap text-muted">
        {test.durationMs === null ? (
          <>
            <span aria-hidden>–</span>
            <span className="sr-only">not measured</span>
          </>
        ) : (
          testDurationText(test.durationMs)
        )}
      </span>
    </span>
  )
  return (
    <li className="border-b border-border last:border-0">
      {test.traceback ? (
        <details>
          <summary className="flex px-3 py-1.5 -outline-offset-2 hover:bg-sunken">{line}</summary>
          <Trace traceback={test.traceback} />
        </details>
      ) : (
        <div className="flex px-3 py-1.5">{line}</div>
      )}
    </li>
  )
}
