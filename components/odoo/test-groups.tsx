'use client'
import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { TestResult } from '../../lib/core/run.ts'
import { keyOf } from '../run/live.ts'
import { MoreRows, pageSize } from '../run/more-rows.tsx'
import { isRed } from '../run/test-order.ts'
import { TestRow } from '../run/test-row.tsx'
import { countText, groupedText, testDurationText } from '../status/format.ts'
import { type TestGroup as Group, groupsOf, methodOf } from './test-groups.ts'

/** So few modules are all open. */
const fewGroups = 3

interface Props {
  tests: readonly TestResult[]
  /** True when somebody looks for something: then every module that has it is open. */
  isNarrowed: boolean
}

/** Tests by module and class. What is red is open; of a module that is closed no row is in the page. */
export function TestGroups({ tests, isNarrowed }: Props) {
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map())
  const groups = groupsOf(tests)
  return groups.map((group) => {
    const isOpen = turned.get(group.suite) ?? (isNarrowed || group.red > 0 || groups.length <= fewGroups)
    return (
      <section key={group.suite} aria-label={group.suite} className="border-b border-border last:border-0">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setTurned(new Map(turned).set(group.suite, !isOpen))}
          className="flex w-full flex-wrap items-baseline gap-x-3 bg-sunken dense px-3 text-left -outline-offset-2 hover:bg-selected pointer-coarse:min-h-11"
        >
          <ChevronDown aria-hidden className={clsx('size-4 shrink-0 self-center text-muted', !isOpen && '-rotate-90')} />
          <span className="min-w-0 flex-1 basis-48 font-mono text-table font-semibold break-all">{group.suite}</span>
          <span className="text-table text-muted max-desk:pl-7">
            <Counts group={group} />
          </span>
        </button>
        {isOpen && <Classes group={group} />}
      </section>
    )
  })
}

function Counts({ group: { red, skipped, passed, durationMs } }: { group: Group }) {
  const total = red + skipped + passed
  return (
    <>
      {red > 0 ? (
        <span className="font-medium text-fail">
          {groupedText(red)} of {countText(total, 'test')} failed
        </span>
      ) : (
        countText(passed, 'test')
      )}
      {red === 0 && ' passed'}
      {skipped > 0 && `, ${groupedText(skipped)} skipped`}
      {durationMs !== null && ` · ${testDurationText(durationMs)}`}
    </>
  )
}

function Classes({ group }: { group: Group }) {
  const [most, setMost] = useState(pageSize)
  let room = most
  return (
    <>
      {group.classes.map(({ name, tests }) => {
        const shown = tests.slice(0, Math.max(0, room))
        room -= tests.length
        if (shown.length === 0) return null
        return (
          <div key={name} className="border-t border-border">
            {name && (
              <h3 className={clsx('px-3 pt-2 font-mono text-meta font-medium', tests.some(isRed) ? 'text-text' : 'text-muted')}>{name}</h3>
            )}
            <ul>
              {shown.map((test) => (
                <TestRow key={keyOf(test)} test={test} name={methodOf(test)} />
              ))}
            </ul>
          </div>
        )
      })}
      <MoreRows shown={most} total={group.red + group.skipped + group.passed} noun="test" onMore={() => setMost(most + pageSize)} />
    </>
  )
}
