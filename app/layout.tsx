import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { densityCookie, densityOf } from '../components/shell/density.ts'
import { Theme } from '../components/shell/theme-provider.tsx'
import { siteName } from '../config/site.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: siteName, template: `%s - ${siteName}` },
  icons: '/icon.svg',
  robots: 'noindex',
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const density = densityOf((await cookies()).get(densityCookie)?.value)
  return (
    <html lang="en" data-density={density} suppressHydrationWarning>
      <body>
        <Theme nonce={nonce}>{children}</Theme>
      </body>
    </html>
  )
}
