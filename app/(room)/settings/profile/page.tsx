import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { FactList } from '../../../../components/data/fact-list.tsx'
import { Link } from '../../../../components/environment/link.tsx'
import { densityCookie, densityOf } from '../../../../components/shell/density.ts'
import { DensityChoice } from '../../../../components/shell/density-choice.tsx'
import { KeysSwitch } from '../../../../components/shell/keys-switch.tsx'
import { Card } from '../../../../components/ui/card.tsx'
import { control } from '../../../../lib/control.ts'
import { atLeast, modeOf, roleFor } from '../../../../lib/core/policy.ts'
import { viewer } from '../../../../lib/web/viewer.ts'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  const actor = await viewer()
  const { verbs, modes } = control()
  const mode = modeOf(actor, modes)
  const density = densityOf((await cookies()).get(densityCookie)?.value)
  const all = Object.values(verbs)
  const usable = all.filter((verb) => atLeast(actor.role, roleFor(verb)))
  return (
    <Card title="Profile" summary="An admin changes name and role; a new password is given by one, too.">
      <FactList
        facts={[
          { name: 'Name', value: actor.name },
          {
            name: 'Role',
            value: <span className="capitalize">{actor.role}</span>,
            note: (
              <Link href="/skills" className="text-accent underline underline-offset-2">
                {usable.length} of {all.length} verbs
              </Link>
            ),
          },
          { name: 'Mode', value: `${mode.title}: ${mode.summary}` },
          { name: 'Density', value: <DensityChoice known={density} />, note: 'In this browser' },
          { name: 'Keys', value: <KeysSwitch />, note: 'In this browser' },
          {
            name: 'Sessions',
            value: (
              <Link href="/settings/sessions" className="text-accent underline underline-offset-2">
                The browsers in which you are signed in
              </Link>
            ),
          },
        ]}
      />
    </Card>
  )
}
