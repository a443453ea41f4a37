import { redirect } from 'next/navigation'
import { settingsSections } from '../../../config/settings-sections.ts'
import { viewer } from '../../../lib/web/viewer.ts'

/** The settings open on their first section. */
export default async function SettingsPage() {
  await viewer()
  redirect(`/settings/${settingsSections[0]?.id ?? 'profile'}`)
}
