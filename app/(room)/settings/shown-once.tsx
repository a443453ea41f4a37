'use client'
import { Button } from '../../../components/ui/button.tsx'
import { CopyButton } from '../../../components/ui/copy-button.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import type { JsonObject } from '../../../lib/core/run.ts'

/** A new password, for as long as somebody looks: it is kept nowhere. */
export function ShownOnce({ answer, onClose }: { answer: JsonObject; onClose(): void }) {
  const [email, password] = [String(answer.email), String(answer.password)]
  return (
    <Notice tone="ok" glyph="check" role="status">
      <p>{email} signs in with this password. It is shown this once, and is kept nowhere.</p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <code className="rounded-chip border border-edge bg-surface px-2 py-1 font-mono break-all select-all">{password}</code>
        <CopyButton text={password} label="Copy password" size="small" />
        <Button size="small" onClick={onClose}>
          Done
        </Button>
      </div>
    </Notice>
  )
}
