'use client'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { DensityChoice } from './density-choice.tsx'
import { ThemeChoice } from './theme-choice.tsx'

/** The theme, the density, and the way out. */
export function UserPanel() {
  const [problem, setProblem] = useState(false)
  const leave = async () => {
    try {
      const { signOut } = await import('next-auth/react')
      await signOut({ callbackUrl: '/sign-in' })
    } catch {
      setProblem(true)
    }
  }
  return (
    <>
      <p aria-hidden className="mt-3 border-t border-border pt-3 text-meta text-muted">
        Theme
      </p>
      <ThemeChoice />
      <p aria-hidden className="mt-3 border-t border-border pt-3 text-meta text-muted">
        Rows
      </p>
      <DensityChoice known="comfortable" />
      <Button className="mt-3 w-full" onClick={leave}>
        {problem ? 'That did not work. Try again.' : 'Sign out'}
      </Button>
    </>
  )
}
