'use client'
import { Search } from 'lucide-react'
import { type ComponentType, useEffect, useState } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import type { PaletteProps } from './palette.tsx'
import { focusFirst, paletteField } from './palette-field.ts'

/** Opens the palette, as Ctrl K does everywhere, also in fields. What it needs is loaded the first time; what is typed meanwhile is kept. */
export function PaletteButton(props: Pick<PaletteProps, 'places' | 'verbs'>) {
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null)
  const close = () => {
    setOpen(false)
    setText('')
  }
  useEffect(() => {
    if (isOpen && !Palette) void import('./palette.tsx').then((part) => setPalette(() => part.Palette))
  }, [isOpen, Palette])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      setText('')
      setOpen((now) => !now)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="flex h-8 items-center gap-2 rounded-chip border border-edge bg-surface px-2.5 text-table text-muted hover:bg-sunken hover:text-text pointer-coarse:h-11"
      >
        <Search aria-hidden className="size-4" />
        <span className="max-desk:sr-only">Search</span>
        <span className="max-wide:hidden">
          <Kbd keys="Ctrl K" />
        </span>
      </button>
      <Dialog open={isOpen} title="Go to" onClose={close}>
        {Palette ? (
          <Palette {...props} text={text} onText={setText} onClose={close} />
        ) : (
          <input {...paletteField} aria-label="Go to" ref={focusFirst} value={text} onChange={({ target }) => setText(target.value)} />
        )}
      </Dialog>
    </>
  )
}
