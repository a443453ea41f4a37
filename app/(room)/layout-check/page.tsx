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
import type { Actor } from '../../../lib/core/policy.ts'
import { viewer } from '../../../lib/web/viewer.ts'
import { refusalOf, type Search } from '../../read.ts'
import { RunButton } from '../run-button.tsx'
import { verified, wantedIn } from './asked.ts'

export const metadata: Metadata = { title: 'Layout' }

const fixing = 'oca_ipai_layout_enforcer.fix'

export default async function LayoutPage({ searchParams }: { searchParams: Search }) {
  const actor = await viewer()
  const wanted = wantedIn(await searchParams)
  return (
    <>
      <PageHead title="Layout" summary="Whether the addons lie as the catalogue and the conventions want them, and what puts it right." />
      <Suspense fallback={<SkeletonRows count={8} label="Reading the layout" />}>
        <Checked actor={actor} wanted={wanted} />
      </Suspense>
    </>
  )
}

async function Checked({ actor, wanted }: { actor: Actor; wanted: LayoutWanted }) {
  const asked = await verified()
  // Where there is no catalogue yet, nothing is wrong: it is to be written.
  if ('problem' in asked && asked.problem.code === 'not_found') return <Empty title={asked.problem.message}>{asked.problem.hint}</Empty>
  if ('problem' in asked) return <SectionFailed what="The layout" problem={asked.problem} />
  const layout = asked.done
  const { head, errors, warnings, waived } = layout
  if (wanted.isTree) return <TreeDiff layout={layout} wanted={wanted} />
  const fixable = layout.rows.filter(({ fix, waiver }) => fix !== null && waiver === null).length
  return (
    <div className="flex flex-col gap-4">
      <MovedSince head={head} errors={errors} warnings={warnings} waived={waived} />
      <LayoutHead
        layout={layout}
        wanted={wanted}
        action={
          fixable > 0 && (
            <RunButton address={fixing} verb="Fix" kind="primary" input={{}} refused={await refusalOf(actor, fixing)}>
              Fix {fixable} automatically
            </RunButton>
          )
        }
      />
      {errors + warnings === 0 && <CleanTree layout={layout} />}
      <FindingList layout={layout} wanted={wanted} />
      <TreeDiff layout={layout} wanted={wanted} />
      <RuleList layout={layout} wanted={wanted} />
    </div>
  )
}
