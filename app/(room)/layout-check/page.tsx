import type { Metadata } from 'next'
import { Suspense } from 'react'
import { CleanTree } from '../../../components/layout/clean-tree.tsx'
import { FindingList } from '../../../components/layout/finding-list.tsx'
import type { LayoutWanted } from '../../../components/layout/layout-address.ts'
import { LayoutHead } from '../../../components/layout/layout-head.tsx'
import { MovedSince } from '../../../components/layout/moved-since.tsx'
import { RuleList } from '../../../components/layout/rule-list.tsx'
import { TreeDiff } from '../../../components/layout/tree-diff.tsx'
import { SectionFailed } from '../../../components/modules/section-failed.tsx'
import { PageHead } from '../../../components/shell/page-head.tsx'
import { Empty } from '../../../components/ui/empty.tsx'
import { SkeletonRows } from '../../../components/ui/skeleton.tsx'
import { viewer } from '../../../lib/web/viewer.ts'
import type { Search } from '../../read.ts'
import { verified, wantedIn } from './asked.ts'

export const metadata: Metadata = { title: 'Layout' }

export default async function LayoutPage({ searchParams }: { searchParams: Search }) {
  await viewer()
  const wanted = wantedIn(await searchParams)
  return (
    <>
      <PageHead title="Layout" summary="Whether the addons lie as the catalogue and the conventions want them, and what puts it right." />
      <Suspense fallback={<SkeletonRows count={8} label="Reading the layout" />}>
        <Checked wanted={wanted} />
      </Suspense>
    </>
  )
}

async function Checked({ wanted }: { wanted: LayoutWanted }) {
  const asked = await verified()
  // Where there is no catalogue yet, nothing is wrong: it is to be written.
  if ('problem' in asked && asked.problem.code === 'not_found') return <Empty title={asked.problem.message}>{asked.problem.hint}</Empty>
  if ('problem' in asked) return <SectionFailed what="The layout" problem={asked.problem} />
  const layout = asked.done
  const { head, errors, warnings, waived, expected, found } = layout
  return (
    <div className="flex flex-col gap-4">
      <MovedSince head={head} errors={errors} warnings={warnings} waived={waived} />
      <LayoutHead layout={layout} wanted={wanted} />
      {errors + warnings === 0 && <CleanTree layout={layout} />}
      <FindingList layout={layout} wanted={wanted} />
      <TreeDiff expected={expected} found={found} />
      <RuleList layout={layout} wanted={wanted} />
    </div>
  )
}
