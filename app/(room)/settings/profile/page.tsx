import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { FactList } from '../../../../components/data/fact-list.tsx'
import { Link } from '../../../../components/environment/link.tsx'
import { densityCookie, densityOf } from '../../../../components/shell/density.ts'
import { DensityChoice } from '../../../../components/shell/density-choice.tsx'
import { KeysSwitch } from '../../../../components/shell/keys-switch.tsx'
import { ThemeChoice } from '../../../../components/shell/theme-choice.tsx'
import { ZoneChoice } from '../../../../components/shell/zone-choice.tsx'
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
    <Card title="Profile" summary="Only an admin changes your name, role and password.">
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
          { name: 'Theme', value: <ThemeChoice />, note: 'In this browser' },
          { name: 'Density', value: <DensityChoice known={density} />, note: 'In this browser' },
          { name: 'Time zone', value: <ZoneChoice />, note: 'In this browser' },
          { name: 'Keys', value: <KeysSwitch />, note: 'In this browser' },
          {
            name: 'Sessions',
            value: (
              <Link href="/settings/sessions" className="text-accent underline underline-offset-2">
                Where you are signed in
              </Link>
            ),
          },
        ]}
      />
    </Card>
  )
}
