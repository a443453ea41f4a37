import type { Metadata } from 'next'
import { Suspense } from 'react'
import { DroppedPack } from '../../../components/data/dropped-pack.tsx'
import { PackList, type PackPage } from '../../../components/data/pack-list.tsx'
import { PageHead } from '../../../components/shell/page-head.tsx'
import { SkeletonRows } from '../../../components/ui/skeleton.tsx'
import type { Actor } from '../../../lib/core/policy.ts'
import { viewer } from '../../../lib/web/viewer.ts'
import { read } from '../../read.ts'

export const metadata: Metadata = { title: 'Evidence' }

export default async function EvidencePage() {
  const actor = await viewer()
  return (
    <>
      <PageHead title="Evidence" summary="What every run left as proof. Each pack carries the digest of the one before it." />
      <div className="flex flex-col gap-4">
        <DroppedPack />
        <Suspense fallback={<SkeletonRows count={8} label="Reading evidence" />}>
          <Packs actor={actor} />
        </Suspense>
      </div>
    </>
  )
}

async function Packs({ actor }: { actor: Actor }) {
  return <PackList first={await read<PackPage>(actor, 'control_room.packs', {})} />
}
