import type { Metadata } from 'next'
import { Suspense } from 'react'
import { type AuditAnswer, AuditList } from '../../../components/data/audit-list.tsx'
import { PageHead } from '../../../components/shell/page-head.tsx'
import { ProblemNotice } from '../../../components/ui/problem-notice.tsx'
import { SkeletonRows } from '../../../components/ui/skeleton.tsx'
import { OpsError } from '../../../lib/core/error.ts'
import type { Actor } from '../../../lib/core/policy.ts'
import { viewer } from '../../../lib/web/viewer.ts'
import { one, readOrRefusal, type Search } from '../../read.ts'

export const metadata: Metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  const actor = await viewer()
  const cursor = one((await searchParams).cursor)
  return (
    <>
      <PageHead title="Audit" summary="Who did what, with what effect. Each record carries the hash of the one before it." />
      <Suspense key={cursor} fallback={<SkeletonRows count={10} label="Reading the audit" />}>
        <Records actor={actor} cursor={cursor} />
      </Suspense>
    </>
  )
}

async function Records({ actor, cursor }: { actor: Actor; cursor: string }) {
  const answer = await readOrRefusal<AuditAnswer>(actor, 'control_room.audit', cursor ? { cursor } : {})
  return answer instanceof OpsError ? <ProblemNotice problem={answer} role="status" /> : <AuditList answer={answer} path="/audit" />
}
