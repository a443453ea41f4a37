import clsx from 'clsx'
import type { TestResult } from '../../lib/core/run.ts'
import { testDurationText } from '../status/format.ts'
import { testBadges } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { isRed, placeOf } from './test-order.ts'
import { Trace } from './trace.tsx'

interface Props {
  test: TestResult
  /** What it is called here, where its class stands above it. */
  name?: string
}

/** A test: its status, its name, its place, why it is not green, and how long it took. */
export function TestRow({ test, name = test.name }: Props) {
  const line = (
    <span className="grid min-w-0 flex-1 grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-0.5 desk:grid-cols-[88px_1fr_auto]">
      <StatusWord badge={testBadges[test.status]} className="text-table max-desk:col-span-2" />
      <span className="min-w-0">
        <span className="block font-mono text-table break-all">{name}</span>{' '}
        <span className="block font-mono text-meta break-all text-muted">{placeOf(test)}</span>
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
          <summary className="flex dense items-center px-3 -outline-offset-2 hover:bg-sunken">{line}</summary>
          <Trace traceback={test.traceback} />
        </details>
      ) : (
        <div className="flex dense items-center px-3">{line}</div>
      )}
    </li>
  )
}
