import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AuditFilter, auditOutcomes, auditWays } from '../../../components/data/audit-filter.tsx'
import { type AuditAnswer, AuditList } from '../../../components/data/audit-list.tsx'
import { PageHead } from '../../../components/shell/page-head.tsx'
import { ProblemNotice } from '../../../components/ui/problem-notice.tsx'
import { SkeletonRows } from '../../../components/ui/skeleton.tsx'
import { OpsError } from '../../../lib/core/error.ts'
import type { Actor } from '../../../lib/core/policy.ts'
import type { JsonObject } from '../../../lib/core/run.ts'
import { viewer } from '../../../lib/web/viewer.ts'
import { one, readOrRefusal, type Search } from '../../read.ts'

export const metadata: Metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  const actor = await viewer()
  const filter = filterOf(await searchParams)
  const key = JSON.stringify(filter)
  return (
    <>
      <PageHead title="Audit" summary="Who did what, with what effect. Each record carries the hash of the one before it." />
      <AuditFilter key={key} filter={filter} />
      <Suspense key={`rows ${key}`} fallback={<SkeletonRows count={10} label="Reading the audit" />}>
        <Records actor={actor} filter={filter} />
      </Suspense>
    </>
  )
}

async function Records({ actor, filter }: { actor: Actor; filter: JsonObject }) {
  const answer = await readOrRefusal<AuditAnswer>(actor, 'control_room.audit', filter)
  return answer instanceof OpsError ? <ProblemNotice problem={answer} role="status" /> : <AuditList answer={answer} filter={filter} />
}

/** What the address asks for; what it does not know it leaves out. */
function filterOf(search: Awaited<Search>): JsonObject {
  const [who, what] = [one(search.who).trim().slice(0, 100), one(search.what).trim().slice(0, 200)]
  const [surface, outcome] = [auditWays.find((way) => way === one(search.by)), auditOutcomes.find((end) => end === one(search.outcome))]
  return { ...(who ? { who } : {}), ...(what ? { what } : {}), ...(surface ? { surface } : {}), ...(outcome ? { outcome } : {}) }
}
