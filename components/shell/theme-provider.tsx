'use client'
import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'

/** Light, dark or as the system has it; set before the first paint by a script that carries the page's nonce. */
export function Theme({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange={false} {...(nonce ? { nonce } : {})}>
      {children}
    </ThemeProvider>
  )
}
