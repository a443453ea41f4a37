import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Card } from '../../../../components/ui/card.tsx'
import { SkeletonRows } from '../../../../components/ui/skeleton.tsx'
import { control } from '../../../../lib/control.ts'
import { type Actor, decide } from '../../../../lib/core/policy.ts'
import { viewer } from '../../../../lib/web/viewer.ts'
import { read } from '../../../read.ts'
import { AddMember } from './add-member.tsx'
import { MemberList, type MemberPage } from './member-list.tsx'
import { rolesByVerb } from './role-rows.ts'
import { RoleTable } from './role-table.tsx'

export const metadata: Metadata = { title: 'Members' }

export default async function MembersPage() {
  const actor = await viewer()
  const managing = decide(actor, { may: 'manage_members' })
  return (
    <>
      <Card title="Members" summary={managing.allowed ? 'Who may sign in.' : `Who may sign in. ${managing.reason}`}>
        {managing.allowed && <AddMember />}
        <Suspense fallback={<SkeletonRows count={4} label="Reading members" />}>
          <Members actor={actor} manages={managing.allowed} />
        </Suspense>
      </Card>
      <Card title="Roles" summary="What each role may use, as the registry of all verbs says it.">
        <RoleTable groups={rolesByVerb(control().verbs)} />
      </Card>
    </>
  )
}

async function Members({ actor, manages }: { actor: Actor; manages: boolean }) {
  return <MemberList first={await read<MemberPage>(actor, 'control_room.members', {})} manages={manages} self={actor.id} />
}
