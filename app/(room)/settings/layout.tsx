import type { ReactNode } from 'react'
import { PageHead } from '../../../components/shell/page-head.tsx'
import { SectionLinks } from '../../../components/shell/section-links.tsx'
import { settingsSections } from '../../../config/settings-sections.ts'

/** The frame of the settings: their sections beside, on a phone above, what is set. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHead title="Settings" summary="What can be set, where it is set, and whether it works." />
      <div className="grid gap-x-8 gap-y-4 wide:grid-cols-[168px_minmax(0,1fr)]">
        <SectionLinks label="Sections of the settings" base="/settings" sections={settingsSections} />
        <div className="flex min-w-0 flex-col gap-6">{children}</div>
      </div>
    </>
  )
}
