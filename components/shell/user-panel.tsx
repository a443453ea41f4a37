'use client'
import { useTheme } from 'next-themes'
import { RadioGroup } from 'radix-ui'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { DensityChoice } from './density-choice.tsx'

const themes = { light: 'Light', dark: 'Dark', system: 'As the system' }

/** The theme, the density, and the way out. */
export function UserPanel() {
  const { theme = 'system', setTheme } = useTheme()
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
      <p id="theme" className="mt-3 border-t border-border pt-3 text-meta text-muted">
        Theme
      </p>
      <RadioGroup.Root value={theme} onValueChange={setTheme} aria-labelledby="theme" className="flex flex-col">
        {Object.entries(themes).map(([id, title]) => (
          <RadioGroup.Item
            key={id}
            value={id}
            className="flex h-8 items-center gap-2 rounded-chip px-1 text-left -outline-offset-2 hover:bg-sunken pointer-coarse:h-11"
          >
            <span aria-hidden className="grid size-4 place-items-center rounded-full border border-edge">
              <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
            </span>
            {title}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
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
