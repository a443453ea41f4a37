import type { ReactNode } from 'react'

interface Props {
  siteName: string
  title: string
  children: ReactNode
}

/** The one card on the pages outside: sign-in and first admin. */
export function DoorCard({ siteName, title, children }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 px-4 py-10">
      <p className="flex items-center gap-2.5 text-lead font-semibold">
        {/* biome-ignore lint/performance/noImgElement: a vector of 300 bytes gains nothing from the image service */}
        <img src="/icon.svg" alt="" width={28} height={28} />
        {siteName}
      </p>
      <div className="flex w-full max-w-90 flex-col gap-4 rounded-dialog border border-border bg-surface p-6">
        <h1 className="text-title font-semibold">{title}</h1>
        {children}
      </div>
    </main>
  )
}
