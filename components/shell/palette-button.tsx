'use client'
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { Kbd } from '../ui/kbd.tsx'
import type { PaletteProps } from './palette.tsx'

const Palette = dynamic(() => import('./palette.tsx').then(({ Palette: Whole }) => Whole), { ssr: false })

/** Opens the palette, as Ctrl K does everywhere, also in fields. What it needs is loaded the first time. */
export function PaletteButton(props: Omit<PaletteProps, 'open' | 'onClose'>) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never')
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      setState((now) => (now === 'open' ? 'closed' : 'open'))
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <button
        type="button"
        onClick={() => setState('open')}
        className="flex h-8 items-center gap-2 rounded-chip border border-edge bg-surface px-2.5 text-table text-muted hover:bg-sunken hover:text-text pointer-coarse:h-11"
      >
        <Search aria-hidden className="size-4" />
        <span className="max-desk:sr-only">Search</span>
        <span className="max-wide:hidden">
          <Kbd keys="Ctrl K" />
        </span>
      </button>
      {state !== 'never' && <Palette {...props} open={state === 'open'} onClose={() => setState('closed')} />}
    </>
  )
}
