'use client'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

/** What is shown in place of a page that could not be made. `digest` finds the reason in the server's log. */
export function PageFailed({ digest, onRetry }: { digest: string | undefined; onRetry(): void }) {
  return (
    <div className="pt-6">
      <h1 className="sr-only">This page could not be read</h1>
      <ProblemNotice
        problem={{
          message: 'This page could not be read.',
          hint: 'The control room cannot read its database, or has a fault. Your Odoo is not affected.',
        }}
      >
        <Button onClick={onRetry}>Try again</Button>
        {digest && <CopyButton text={`request ${digest}`} label={`request ${digest}`} />}
      </ProblemNotice>
    </div>
  )
}
