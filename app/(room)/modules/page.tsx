import type { Metadata } from 'next'
import { Suspense } from 'react'
import type { ModulesWanted } from '../../../components/modules/module-address.ts'
import { ModulesHead } from '../../../components/modules/modules-head.tsx'
import { NoModules } from '../../../components/modules/no-modules.tsx'
import { SectionFailed } from '../../../components/modules/section-failed.tsx'
import { PageHead } from '../../../components/shell/page-head.tsx'
import { SkeletonRows } from '../../../components/ui/skeleton.tsx'
import { viewer } from '../../../lib/web/viewer.ts'
import type { Search } from '../../read.ts'
import { wantedIn, wrongModules } from './asked.ts'
import { GraphView } from './graph-view.tsx'
import { ImpactView } from './impact-view.tsx'
import { MissingView } from './missing-view.tsx'
import { OrderView } from './order-view.tsx'
import { TableView } from './table-view.tsx'

export const metadata: Metadata = { title: 'Modules' }

const views = { table: TableView, graph: GraphView, order: OrderView, missing: MissingView, impact: ImpactView }

export default async function ModulesPage({ searchParams }: { searchParams: Search }) {
  await viewer()
  const wanted = wantedIn(await searchParams)
  return (
    <>
      <PageHead title="Modules" summary="What needs what, in which order it is installed, and what is missing before anything breaks." />
      <Suspense fallback={<SkeletonRows count={8} label="Reading modules" />}>
        <Modules wanted={wanted} />
      </Suspense>
    </>
  )
}

async function Modules({ wanted }: { wanted: ModulesWanted }) {
  const known = await wrongModules()
  if ('problem' in known) return <SectionFailed what="Modules" problem={known.problem} />
  if (known.done.total === 0) return <NoModules modules={known.done} />
  const View = views[wanted.view]
  return (
    <div className="flex flex-col gap-4">
      <ModulesHead modules={known.done} wanted={wanted} />
      <Suspense fallback={<SkeletonRows count={8} label={`Reading the ${wanted.view}`} />}>
        <View wanted={wanted} series={known.done.series} />
      </Suspense>
    </div>
  )
}
