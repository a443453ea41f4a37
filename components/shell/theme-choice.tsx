'use client'
import { useTheme } from 'next-themes'
import { useHydrated } from '../status/clock.ts'
import { RadioChoice } from '../ui/radio-choice.tsx'

const titles = { light: 'Light', dark: 'Dark', system: 'As the system' }
type Name = keyof typeof titles

/** Light, dark or as the system has it, in this browser; the server does not know which. */
export function ThemeChoice() {
  const { theme, setTheme } = useTheme()
  const isKnown = useHydrated()
  const chosen: Name = theme === 'light' || theme === 'dark' ? theme : 'system'
  return <RadioChoice label="Theme" titles={titles} chosen={isKnown ? chosen : null} onChoose={setTheme} />
}
