import type { ReactNode } from 'react'
import type { Environment } from '../../components/environment/scope.tsx'
import { Frame } from '../../components/shell/frame.tsx'
import { type ModeChoice, ModeSwitch } from '../../components/shell/mode-switch.tsx'
import { PaletteButton } from '../../components/shell/palette-button.tsx'
import { Tray } from '../../components/shell/tray.tsx'
import { settingsSections } from '../../config/settings-sections.ts'
import { otherPages, places, siteName } from '../../config/site.ts'
import { here } from '../../lib/web/here.ts'
import { viewer } from '../../lib/web/viewer.ts'
import { cancelRun, listVerbs, switchMode } from '../actions.ts'
import { read } from '../read.ts'
import { layoutErrors } from './layout-errors.ts'
import { unmetModules } from './unmet-modules.ts'

const sections = settingsSections.map(({ id, title }) => ({ href: `/settings/${id}`, title }))
const named = [...places.map(({ href, title }) => ({ href, title })), ...otherPages, ...sections]
/** Where the palette leads besides verbs and runs. */
const goals = [
  ...places.map(({ href, title, keys }) => ({ href, title, keys })),
  ...otherPages,
  ...sections.map((section) => ({ ...section, detail: 'Settings' })),
]

/** Every page for people who are signed in. */
export default async function RoomLayout({ children }: { children: ReactNode }) {
  const actor = await viewer()
  const { name, role } = actor
  const [{ rows }, known] = await Promise.all([
    read<{ rows: ModeChoice[] }>(actor, 'control_room.modes', {}),
    read<{ rows: Environment[] }>(actor, 'control_room.environments', {}),
  ])
  const modes = rows.map(({ name: mode, title, summary, current, refusal }) => ({ name: mode, title, summary, current, refusal }))
  return (
    <Frame
      siteName={siteName}
      places={places}
      named={named}
      environments={known.rows.map(({ name: called, stage, url }) => ({ name: called, stage, url }))}
      user={{ name, role }}
      counts={{ unmet_modules: unmetModules(actor), layout_errors: layoutErrors(actor) }}
      server={here()}
      mode={<ModeSwitch modes={modes} switchTo={switchMode} />}
      search={<PaletteButton places={goals} verbs={listVerbs} />}
      tray={<Tray cancel={cancelRun} />}
    >
      {children}
    </Frame>
  )
}
