'use client'
import NextLink from 'next/link'
import type { ComponentProps } from 'react'
import { useKept } from './scope.tsx'

/** A way to another page of the control room, on which the same environment is chosen. */
export function Link({ href, ...rest }: Omit<ComponentProps<typeof NextLink>, 'href'> & { href: string }) {
  return <NextLink href={useKept()(href)} {...rest} />
}
