'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useKept, useScope } from '../environment/scope.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import type { KeyMap } from '../ui/key-reader.ts'
import { useKeys } from '../ui/keys.ts'
import { answer } from '../ui/toast.ts'
import { useRowFocus } from './row-focus.ts'
import { switchDensity } from './use-density.ts'
import { useVanishedRow } from './vanished-row.ts'

interface Props {
  places: readonly { href: string; title: string; keys: string }[]
}

const others: [keys: string, does: string][] = [
  ['Ctrl K', 'Go to a page, a verb or a run'],
  ['/', 'Filter or search this page'],
  ['j', 'Next row'],
  ['k', 'Previous row'],
  ['Enter', 'Open the row'],
  ['o', 'Open the row in a new tab'],
  ['[', 'Previous failing test'],
  [']', 'Next failing test'],
  ['r', 'Rerun, on a run'],
  ['c', 'Cancel, on a run'],
  ['n', 'Next match in the log'],
  ['N', 'Previous match in the log'],
  ['f', 'Follow or pause the log; Space does too'],
  ['w', 'Wrap long lines'],
  ['y', 'Copy a link to the line'],
  ['Shift D', 'Denser rows, and back'],
  ['?', 'This table'],
]

const switching: [keys: string, does: string] = ['Shift E', 'Choose an environment']

/** Moves the focus among the rows of the page. */
function focusRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const row = document.activeElement?.closest<HTMLElement>('[data-row]')
  const here = row ? rows.indexOf(row) : -1
  rows[Math.min(rows.length - 1, Math.max(0, here + by))]?.focus()
}

/** The keys that work on every page, and the table of all keys. */
export function PageKeys({ places }: Props) {
  const router = useRouter()
  const kept = useKept()
  const { environments } = useScope()
  const [open, setOpen] = useState(false)
  useRowFocus()
  useVanishedRow()
  const go: KeyMap = Object.fromEntries(places.map(({ href, keys }) => [keys, () => router.push(kept(href))]))
  useKeys({
    ...go,
    '?': () => setOpen(true),
    D: () => answer(switchDensity() === 'compact' ? 'Rows are compact.' : 'Rows are comfortable.'),
    j: () => focusRow(1),
    k: () => focusRow(-1),
    o: () => {
      const row = document.activeElement
      if (row instanceof HTMLAnchorElement && row.matches('[data-row]')) window.open(row.href, '_blank', 'noopener')
    },
    '/': (event) => {
      const filter = document.querySelector<HTMLElement>('[data-page-filter]')
      if (!filter) return
      event.preventDefault()
      filter.focus()
    },
  })
  return (
    <Dialog open={open} title="Keys" onClose={() => setOpen(false)}>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5 text-table">
        {[
          ...others,
          ...(environments.length > 0 ? [switching] : []),
          ...places.map(({ keys, title }): [string, string] => [keys, `Go to ${title}`]),
        ].map(([keys, does]) => (
          <div key={keys} className="contents">
            <dt>
              <Kbd keys={keys} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="flex justify-end border-t border-border pt-4">
        <Button onClick={() => setOpen(false)}>Close</Button>
      </div>
    </Dialog>
  )
}
