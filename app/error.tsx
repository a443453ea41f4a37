'use client'

/** A page outside the frame that could not be made. It carries no part of the others: it may be all that loads. */
export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <main className="mx-auto flex max-w-120 flex-col items-start gap-3 p-6">
      <h1 className="text-title font-semibold">This page could not be read</h1>
      <p className="text-muted">The control room cannot read its database, or has a fault. Your Odoo is not affected.</p>
      <button type="button" onClick={reset} className="h-8 rounded-chip border border-edge bg-surface px-3 font-medium pointer-coarse:h-11">
        Try again
      </button>
      {error.digest && <p className="text-meta text-muted">request {error.digest}</p>}
    </main>
  )
}
