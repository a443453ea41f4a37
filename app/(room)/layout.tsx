import type { ReactNode } from 'react'
import { Frame } from '../../components/shell/frame.tsx'
import { type ModeChoice, ModeSwitch } from '../../components/shell/mode-switch.tsx'
import { PaletteButton } from '../../components/shell/palette-button.tsx'
import { settingsSections } from '../../config/settings-sections.ts'
import { places, siteName } from '../../config/site.ts'
import { viewer } from '../../lib/web/viewer.ts'
import { listVerbs, switchMode } from '../actions.ts'
import { read } from '../read.ts'

/** Where the palette leads besides verbs and runs. */
const goals = [
  ...places.map(({ href, title, keys }) => ({ href, title, keys })),
  { href: '/skills', title: 'Skills' },
  ...settingsSections.map(({ id, title }) => ({ href: `/settings/${id}`, title, detail: 'Settings' })),
]

/** Every page for people who are signed in. */
export default async function RoomLayout({ children }: { children: ReactNode }) {
  const actor = await viewer()
  const { name, role } = actor
  const { rows } = await read<{ rows: ModeChoice[] }>(actor, 'control_room.modes', {})
  const modes = rows.map(({ name: mode, title, summary, current, refusal }) => ({ name: mode, title, summary, current, refusal }))
  return (
    <Frame
      siteName={siteName}
      places={places}
      user={{ name, role }}
      mode={<ModeSwitch modes={modes} switchTo={switchMode} />}
      search={<PaletteButton places={goals} verbs={listVerbs} />}
    >
      {children}
    </Frame>
  )
}
