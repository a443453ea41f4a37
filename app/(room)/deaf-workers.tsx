import { Link } from '../../components/environment/link.tsx'
import { RelativeTime } from '../../components/status/times.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import type { Actor } from '../../lib/core/policy.ts'
import { read } from '../read.ts'

interface Counts {
  open: number
  workers: { alive: number; until: string | null }
  observedAt: string
}

/** Runs wait and nobody takes them: said where somebody looks for them. */
export async function DeafWorkers({ actor }: { actor: Actor }) {
  const status = ['waiting', 'queued', 'running', 'undoing']
  const { open, workers, observedAt } = await read<Counts>(actor, 'control_room.counts', { status })
  if (workers.alive > 0 || open === 0) return null
  return (
    <Notice tone="fail" glyph="cross">
      {open === 1 ? '1 run waits' : `${open} runs wait`}: no worker has answered
      {workers.until ? (
        <>
          {' '}
          since <RelativeTime at={workers.until} observedAt={observedAt} />.
        </>
      ) : (
        ' yet.'
      )}{' '}
      <Link href="/settings/environments" className="underline">
        See what answers
      </Link>
    </Notice>
  )
}
