import { CopyButton } from '../ui/copy-button.tsx'

export interface CommandLine {
  purpose: string
  /** As it is typed into a shell. */
  line: string
}

/** What is to be typed, in this order; each can be copied. */
export function CommandList({ commands }: { commands: readonly CommandLine[] }) {
  return (
    <ol aria-label="Commands" className="overflow-hidden rounded-card border border-border bg-surface text-table">
      {commands.map(({ purpose, line }) => (
        <li
          key={line}
          className="grid grid-cols-1 items-center gap-x-4 gap-y-1.5 border-b border-border px-3 py-2 last:border-0 desk:grid-cols-[minmax(0,1fr)_auto]"
        >
          <span className="min-w-0">
            <span className="block text-muted">{purpose}</span>
            <code className="block font-mono break-all">{line}</code>
          </span>
          <span className="justify-self-start">
            <CopyButton text={line} label="Copy" size="small" />
          </span>
        </li>
      ))}
    </ol>
  )
}
