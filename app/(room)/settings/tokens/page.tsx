import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Card } from '../../../../components/ui/card.tsx'
import { SkeletonRows } from '../../../../components/ui/skeleton.tsx'
import { control } from '../../../../lib/control.ts'
import { type Actor, atLeast, roles } from '../../../../lib/core/policy.ts'
import { viewer } from '../../../../lib/web/viewer.ts'
import { read } from '../../../read.ts'
import { CreateToken } from './create-token.tsx'
import { TokenList, type TokenPage } from './token-list.tsx'

export const metadata: Metadata = { title: 'Tokens' }

export default async function TokensPage() {
  const actor = await viewer()
  const own = roles.filter((role) => atLeast(actor.role, role)).reverse()
  const modes = Object.values(control().modes.all).map(({ name, title }) => ({ name, title }))
  return (
    <Card title="Tokens" summary="With a token a program or an agent signs in as you, and does what its scope says and no more.">
      <CreateToken roles={own} modes={modes} />
      <Suspense fallback={<SkeletonRows count={4} label="Reading tokens" />}>
        <Tokens actor={actor} />
      </Suspense>
    </Card>
  )
}

async function Tokens({ actor }: { actor: Actor }) {
  return <TokenList page={await read<TokenPage>(actor, 'control_room.tokens', {})} />
}
