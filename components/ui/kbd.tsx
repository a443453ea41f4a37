/** A key, or keys pressed one after the other. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.split(' ').map((key) => (
        <kbd key={key} className="min-w-5 rounded-chip border border-edge bg-sunken px-1 text-center font-sans text-meta text-muted">
          {key}
        </kbd>
      ))}
    </span>
  )
}
