import { Button } from '../../../../components/ui/button.tsx'
import { CopyButton } from '../../../../components/ui/copy-button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'

/** A token's secret, for as long as somebody looks: only its digest is kept. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose(): void }) {
  return (
    <Notice tone="ok" glyph="check" role="status">
      <p>This is the token. It is shown this once, and is kept nowhere.</p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <code className="rounded-chip border border-edge bg-surface px-2 py-1 font-mono break-all select-all">{secret}</code>
        <CopyButton text={secret} label="Copy token" size="small" />
        <Button size="small" onClick={onClose}>
          Done
        </Button>
      </div>
    </Notice>
  )
}
