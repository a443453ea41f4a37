import { CopyButton } from '../../../../components/ui/copy-button.tsx'

/** Something to paste elsewhere. */
export function Example({ title, text }: { title: string; text: string }) {
  return (
    <div className="rounded-card border border-border bg-surface p-3">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h3 className="text-table font-medium">{title}</h3>
        <CopyButton text={text} label="Copy" size="small" />
      </div>
      <pre className="overflow-x-auto font-mono text-table whitespace-pre-wrap break-all">{text}</pre>
    </div>
  )
}
