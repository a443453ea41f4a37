import { StillReading } from './still-reading.tsx'

/** Rows of the final height while they are being read; nothing of them is seen for the first 200 ms. `label` begins with Reading. */
export function SkeletonRows({ count, label }: { count: number; label: string }) {
  return (
    <div aria-busy="true" className="flex flex-col gap-2">
      <p role="status" className="sr-only">
        {label}
      </p>
      <div className="appear-soon flex flex-col overflow-hidden rounded-card border border-border bg-surface">
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never change places
          <div key={index} aria-hidden className="dense-skeleton flex items-center gap-3 border-b border-border px-3 last:border-0">
            <span className="h-5 w-20 rounded-full bg-sunken" />
            <span className="h-4 w-1/3 rounded-chip bg-sunken" />
            <span className="ml-auto h-4 w-16 rounded-chip bg-sunken" />
          </div>
        ))}
      </div>
      <StillReading what={label} />
    </div>
  )
}
