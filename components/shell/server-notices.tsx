'use client'
import { useState } from 'react'
import { Link } from '../environment/link.tsx'
import { clockText } from '../status/format.ts'
import { Button, buttonLook } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { newsOf, type ServerId } from './server-news.ts'
import { useOpenRuns } from './use-open-runs.ts'

/** What has become of the server that made this page: it restarted, or has other pages by now. */
export function ServerNotices({ made }: { made: ServerId }) {
  // The scripts of this page are those of the server that made it first, whatever it reads later.
  const [before] = useState(made)
  const [seen, setSeen] = useState<string | null>(null)
  const { now, server } = useOpenRuns()
  const { restartedAt, isUpdated } = newsOf(before, server)
  const recovered = (now?.rows ?? []).filter(({ attempt, status }) => attempt > 1 && (status === 'running' || status === 'undoing'))
  const [only, other] = recovered
  return (
    <div role="status" className="flex flex-col gap-2 not-empty:pt-3">
      {restartedAt !== null && restartedAt !== seen && (
        <Notice tone="neutral" glyph="clock">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <p>
              The control room restarted at {clockText(restartedAt).slice(0, 5)}.
              {recovered.length > 0 && ` ${recovered.length === 1 ? '1 run is' : `${recovered.length} runs are`} being recovered.`}
            </p>
            {only && (
              <Link href={other ? '/runs?filter=status%3Aopen' : `/runs/${only.id}`} className={buttonLook('plain', 'small')}>
                See {other ? 'them' : 'it'}
              </Link>
            )}
            <Button kind="quiet" size="small" onClick={() => setSeen(restartedAt)}>
              Close
            </Button>
          </div>
        </Notice>
      )}
      {isUpdated && (
        <Notice tone="neutral" glyph="exclamation">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <p>The control room was updated. Reload when it suits you; running work is not affected.</p>
            <Button size="small" onClick={() => window.location.reload()}>
              Reload
            </Button>
          </div>
        </Notice>
      )}
    </div>
  )
}
