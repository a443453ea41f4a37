import type { Metadata } from 'next'
import { type ReactNode, Suspense } from 'react'
import { LiveCache } from '../../components/data/query.tsx'
import type { RunPage } from '../../components/data/use-runs.ts'
import { Link } from '../../components/environment/link.tsx'
import { Changes } from '../../components/overview/changes.tsx'
import { Environments, type EnvironmentsAnswer } from '../../components/overview/environments.tsx'
import { type Counts, Figures } from '../../components/overview/figures.tsx'
import { FirstSteps, type Steps } from '../../components/overview/first-steps.tsx'
import type { SectionProps } from '../../components/overview/live-section.tsx'
import { type Needs, NeedsYou } from '../../components/overview/needs-you.tsx'
import { Audit, type AuditState, type Checks, Tools, Workers } from '../../components/overview/standings.tsx'
import { PageHead } from '../../components/shell/page-head.tsx'
import { SkeletonRows } from '../../components/ui/skeleton.tsx'
import { control } from '../../lib/control.ts'
import type { Actor } from '../../lib/core/policy.ts'
import type { JsonObject } from '../../lib/core/run.ts'
import { outcomeOf } from '../../lib/web/handle.ts'
import { viewer } from '../../lib/web/viewer.ts'
import { one, type Search, stepCounts } from '../read.ts'

export const metadata: Metadata = { title: 'Overview' }

const spans = [
  { id: '1d', title: '24 h', name: 'the last 24 hours', ms: 86_400_000 },
  { id: '7d', title: '7 d', name: 'the last 7 days', ms: 604_800_000 },
] as const
type Span = (typeof spans)[number]

export default async function OverviewPage({ searchParams }: { searchParams: Search }) {
  const actor = await viewer()
  const wanted = one((await searchParams).span)
  const span = spans.find(({ id }) => id === wanted) ?? spans[1]
  const after = new Date(Date.now() - span.ms).toISOString()
  return (
    <LiveCache>
      <PageHead title="Overview" summary="Whether all is well, what waits for somebody, and what changed last." />
      <div className="flex flex-col gap-6">
        <Part label="Reading what needs you">
          <Needing actor={actor} />
        </Part>
        <Part label="Reading how all stands">
          <Standing actor={actor} after={after} />
        </Part>
        <Spans current={span} />
        <Part key={span.id} label="Reading runs">
          <Past actor={actor} span={span} after={after} />
        </Part>
      </div>
    </LiveCache>
  )
}

function Part({ label, children }: { label: string; children: ReactNode }) {
  return <Suspense fallback={<SkeletonRows count={3} label={label} />}>{children}</Suspense>
}

/** What a section begins with: the answer, or why there is none. A verb's schema has checked its own answer. */
async function section<Answer>(actor: Actor, address: string, input: JsonObject = {}): Promise<SectionProps<Answer>> {
  const first = await outcomeOf(async () => control().ask(actor, address, input))
  return { input, first: first as SectionProps<Answer>['first'] }
}

async function Needing({ actor }: { actor: Actor }) {
  return <NeedsYou {...(await section<Needs>(actor, 'control_room.attention'))} />
}

/** How what is here stands; before the first build the steps to it. */
async function Standing({ actor, after }: { actor: Actor; after: string }) {
  const [environments, steps, counts, checks, audit] = await Promise.all([
    section<EnvironmentsAnswer>(actor, 'control_room.environments'),
    section<Steps>(actor, 'control_room.first_steps'),
    section<Counts>(actor, 'control_room.counts', { after }),
    section<Checks>(actor, 'control_room.checks'),
    section<AuditState>(actor, 'control_room.audit', { limit: 1 }),
  ])
  const isWatching = 'done' in environments.first && environments.first.done.rows.length > 0
  const cards = <Environments {...environments} />
  return (
    <div className="flex flex-col gap-6">
      {isWatching && cards}
      <FirstSteps {...steps}>
        {!isWatching && cards}
        <div className="grid grid-cols-1 gap-4 desk:grid-cols-3">
          <Workers {...counts} />
          <Tools {...checks} />
          <Audit {...audit} />
        </div>
      </FirstSteps>
    </div>
  )
}

async function Past({ actor, span, after }: { actor: Actor; span: Span; after: string }) {
  const [counts, runs] = await Promise.all([
    section<Counts>(actor, 'control_room.counts', { after }),
    section<RunPage>(actor, 'control_room.runs', { after, limit: 10, brief: true }),
  ])
  return (
    <>
      <Figures {...counts} span={span} />
      <Changes {...runs} span={span} stepCounts={stepCounts()} />
    </>
  )
}

function Spans({ current }: { current: Span }) {
  return (
    <nav aria-label="Span" className="-mb-3 flex gap-1">
      {spans.map(({ id, title }) => (
        <Link
          key={id}
          href={id === '7d' ? '/' : `/?span=${id}`}
          scroll={false}
          aria-current={id === current.id ? 'page' : undefined}
          className="inline-flex h-8 items-center rounded-chip px-2.5 text-table text-muted hover:bg-sunken hover:text-text aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-text pointer-coarse:h-11"
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}
