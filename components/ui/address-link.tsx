'use client'
import type { ComponentProps, MouseEvent } from 'react'
import { useKept } from '../environment/scope.tsx'
import { visit } from './address.ts'

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

/** A link to another state of the same page: `?tab=log#L1420`. It can be copied and opened in a new tab as every link. */
export function AddressLink({ href: wanted, ...rest }: Omit<ComponentProps<'a'>, 'href' | 'onClick'> & { href: string }) {
  const href = useKept()(wanted)
  return (
    <a
      href={href}
      onClick={(event) => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        visit(href)
      }}
      {...rest}
    />
  )
}
