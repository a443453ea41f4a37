'use client'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { isFinished } from '../../lib/core/run.ts'
import { useHydrated } from '../status/clock.ts'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TabLinks } from '../ui/tab-links.tsx'
import { CallTable } from './call-table.tsx'
import { EvidenceList } from './evidence-list.tsx'
import type { LiveRun } from './live.ts'
import type { LogPages } from './log-model.ts'
import { LogView } from './log-view.tsx'
import { TestTable } from './test-table.tsx'

interface Props {
  runId: string
  live: LiveRun
  pages: LogPages
  steps: Readonly<Record<string, string>>
}

const known = ['tests', 'log', 'calls', 'evidence']

/** What a run left behind, one kind at a time. Before anybody chose, a run that ends is shown by its tests, one that runs by its log. */
export function RunTabs({ runId, live, pages, steps }: Props) {
  const { view, tests } = live
  const over = isFinished(view.status)
  const params = useSearchParams()
  const [usual] = useState(over && tests.length > 0 ? 'tests' : 'log')
  const asked = params.get('tab') ?? ''
  const tab = known.includes(asked) ? asked : params.get('step') ? 'log' : usual
  const hydrated = useHydrated()
  return (
    <section aria-label="Details" className="flex min-w-0 flex-col gap-3">
      <div className="border-b border-border">
        <TabLinks
          label="Details of the run"
          current={tab}
          tabs={[
            { id: 'tests', title: 'Tests', count: tests.length },
            { id: 'log', title: 'Log', count: view.lines },
            { id: 'calls', title: 'Calls', count: view.calls },
            { id: 'evidence', title: 'Evidence' },
          ]}
        />
      </div>
      {tab === 'tests' && <TestTable tests={tests} growing={!over} />}
      {tab === 'log' &&
        (hydrated ? (
          <LogView key={runId} runId={runId} pages={pages} total={view.lines} steps={steps} growing={!over} />
        ) : (
          <SkeletonRows count={6} label="Reading the log" />
        ))}
      {tab === 'calls' && <CallTable runId={runId} count={view.calls} steps={steps} />}
      {tab === 'evidence' && <EvidenceList runId={runId} packed={view.evidence !== null} />}
    </section>
  )
}
