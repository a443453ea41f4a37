import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DoorCard } from '../../components/shell/door-card.tsx'
import { siteName } from '../../config/site.ts'
import { currentViewer } from '../../lib/web/viewer.ts'
import { one, type Search } from '../read.ts'
import { ownPath } from './own-path.ts'
import { SignInForm } from './sign-in-form.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const next = ownPath(one((await searchParams).next))
  if (await currentViewer()) redirect(next)
  return (
    <DoorCard siteName={siteName} title="Sign in">
      <SignInForm next={next} />
    </DoorCard>
  )
}
