import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DoorCard } from '../../components/shell/door-card.tsx'
import { siteName } from '../../config/site.ts'
import { control } from '../../lib/control.ts'
import { one, type Search } from '../read.ts'
import { AdminForm } from './admin-form.tsx'

export const metadata: Metadata = { title: 'First admin', referrer: 'no-referrer' }

/** Opens with the one-time token that the server printed, and with nothing else. */
export default async function WelcomePage({ searchParams }: { searchParams: Search }) {
  const token = one((await searchParams).token)
  if (!token || !(await control().members.checkSetup(token))) notFound()
  return (
    <DoorCard siteName={siteName} title="Create the first admin">
      <p className="text-muted">This link works once. Whoever uses it can do everything here, and add the others.</p>
      <AdminForm token={token} />
    </DoorCard>
  )
}
