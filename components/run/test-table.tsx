'use client'
import clsx from 'clsx'
import { useDeferredValue, useState } from 'react'
import { type TestResult, type TestStatus, testStatuses } from '../../lib/core/run.ts'
import { ModuleChip, useChosenModule } from '../odoo/module-chip.tsx'
import { isOdooTest } from '../odoo/module-rows.ts'
import { TestGroups } from '../odoo/test-groups.tsx'
import { testBadges } from '../status/status.ts'
import { Empty } from '../ui/empty.tsx'
import { inputLook } from '../ui/field.tsx'
import { BadgeChoice } from './badge-choice.tsx'
import { keyOf } from './live.ts'
import { MoreRows, pageSize } from './more-rows.tsx'
import { failingFirst, testsPassing } from './test-order.ts'
import { TestRow } from './test-row.tsx'

interface Props {
  tests: readonly TestResult[]
  /** True while more can come. */
  growing: boolean
}

/** Every test of a run, red ones first; those of Odoo by module and class. */
export function TestTable({ tests, growing }: Props) {
  const [status, setStatus] = useState<TestStatus | null>(null)
  const [text, setText] = useState('')
  const [most, setMost] = useState(pageSize)
  const module = useChosenModule()
  const own = module ? tests.filter(({ suite }) => suite === module) : tests
  const passing = testsPassing(failingFirst(own), { status, text: useDeferredValue(text) })
  const isGrouped = tests.some(isOdooTest)
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
        <ModuleChip module={module} />
        <BadgeChoice
          label="Status"
          ids={testStatuses}
          badges={testBadges}
          count={(each) => own.filter((test) => test.status === each).length}
          chosen={status}
          onChoose={setStatus}
        />
      </div>
      {isGrouped ? (
        <TestGroups tests={passing} isNarrowed={status !== null || text !== '' || module !== null} />
      ) : (
        <>
          <ul>
            {passing.slice(0, most).map((test) => (
              <TestRow key={keyOf(test)} test={test} />
            ))}
          </ul>
          <MoreRows shown={most} total={passing.length} noun="test" onMore={() => setMost(most + pageSize)} />
        </>
      )}
      {passing.length === 0 && <p className="px-4 py-8 text-center text-muted">No test matches these filters.</p>}
    </section>
  )
}
