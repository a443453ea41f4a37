import { redirect } from 'next/navigation'
import { listAddress } from '../../../components/data/list-address.ts'
import { settingsSections } from '../../../config/settings-sections.ts'
import { viewer } from '../../../lib/web/viewer.ts'
import { one, type Search } from '../../read.ts'

/** The settings open on their first section. */
export default async function SettingsPage({ searchParams }: { searchParams: Search }) {
  await viewer()
  const environment = one((await searchParams).environment)
  redirect(listAddress(`/settings/${settingsSections[0]?.id ?? 'profile'}`, { environment }))
}
