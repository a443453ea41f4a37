'use client'
import clsx from 'clsx'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import { isFinished } from '../../lib/core/run.ts'
import { FindingList } from '../odoo/finding-list.tsx'
import { modulesOf } from '../odoo/module-rows.ts'
import { ModuleTable } from '../odoo/module-table.tsx'
import type { OdooRun } from '../odoo/odoo-run.ts'
import { WarningList } from '../odoo/warning-list.tsx'
import { useHydrated } from '../status/clock.ts'
import { usePageParams } from '../ui/address.ts'
import { isPhone } from '../ui/phone.ts'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TabLinks } from '../ui/tab-links.tsx'
import { CallTable } from './call-table.tsx'
import { EvidenceList } from './evidence-list.tsx'
import type { LiveRun } from './live.ts'
import type { LogPages } from './log-model.ts'
import type { Log } from './log-view.tsx'
import { TestTable } from './test-table.tsx'

/** The largest part of the page, which only the browser can show, in pieces that load side by side. */
async function loadLog() {
  const [{ LogView }, { LogWindow }, { LogFrame }, { LogList }, { LogToolbar }] = await Promise.all([
    import('./log-view.tsx'),
    import('./log-window.tsx'),
    import('./log-frame.tsx'),
    import('./log-list.tsx'),
    import('./log-toolbar.tsx'),
  ])
  return (log: Log) => <LogView {...log} parts={{ LogWindow, LogFrame, LogList, LogToolbar }} />
}
const LogView = dynamic(loadLog, {
  ssr: false,
  loading: () => <SkeletonRows count={8} label="Reading the log" />,
})

interface Props {
  runId: string
  live: LiveRun
  /** The Odoo part of its output; null before there is one. */
  odoo: OdooRun | null
  pages: LogPages
  steps: Readonly<Record<string, string>>
}

/** What a run left behind, one kind at a time. Before anybody chose, a run that ended is shown by what was tested, one that runs by its log. */
export function RunTabs({ runId, live, odoo, pages, steps }: Props) {
  const { view, tests } = live
  const over = isFinished(view.status)
  const params = usePageParams()
  const modules = modulesOf(odoo, tests, over)
  const [usual] = useState(() => firstTab(over, odoo, tests.length))
  const tabs = [
    ...(modules.length > 0 ? [{ id: 'modules', title: 'Modules', count: modules.length }] : []),
    // None so far is not none: results come when their runner has reported.
    { id: 'tests', title: 'Tests', count: over || tests.length > 0 ? tests.length : undefined },
    ...(odoo && odoo.findings.length > 0 ? [{ id: 'checks', title: 'Checks', count: odoo.findings.length }] : []),
    ...(odoo && odoo.warningCount > 0 ? [{ id: 'warnings', title: 'Warnings', count: odoo.warningCount }] : []),
    { id: 'log', title: 'Log', count: view.lines },
    { id: 'calls', title: 'Calls', count: view.calls },
    { id: 'evidence', title: 'Evidence' },
  ]
  const asked = params.get('tab') ?? ''
  const tab = tabs.some(({ id }) => id === asked) ? asked : params.get('step') ? 'log' : usual
  const hydrated = useHydrated()
  // Here before somebody asks for it.
  useEffect(() => void loadLog(), [])
  const section = useRef<HTMLElement>(null)
  const [isAsked] = useState(asked === tab)
  useEffect(() => {
    // On a phone what the address asks for is below what the page begins with.
    if (isAsked && isPhone()) section.current?.scrollIntoView()
  }, [isAsked])
  return (
    <section
      ref={section}
      aria-label="Details"
      // As tall as the window, so that the tabs come to its top also while what they show is still read.
      className={clsx('flex min-w-0 scroll-mt-[calc(8px+var(--band))] flex-col gap-3', isAsked && 'max-desk:min-h-dvh')}
    >
      <div className="border-b border-border">
        <TabLinks label="Details of the run" current={tab} tabs={tabs} />
      </div>
      {tab === 'modules' && <ModuleTable odoo={odoo} modules={modules} />}
      {tab === 'checks' && odoo && <FindingList odoo={odoo} />}
      {tab === 'warnings' && odoo && <WarningList odoo={odoo} />}
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

/** What failed in the static checks was never run: then these are what there is to see. */
function firstTab(over: boolean, odoo: OdooRun | null, tests: number): string {
  if (!over) return 'log'
  if (odoo) return odoo.findingCounts.errors > 0 && odoo.findings.length > 0 ? 'checks' : 'modules'
  return tests > 0 ? 'tests' : 'log'
}
