import type { Metadata } from 'next'
import { Link } from '../../../../components/environment/link.tsx'
import { StatusWord } from '../../../../components/status/status-pill.tsx'
import { RelativeTime } from '../../../../components/status/times.tsx'
import { Card } from '../../../../components/ui/card.tsx'
import { Empty } from '../../../../components/ui/empty.tsx'
import type { DeliveryRow } from '../../../../lib/core/delivery.ts'
import type { Actor } from '../../../../lib/core/policy.ts'
import { viewer } from '../../../../lib/web/viewer.ts'
import { read } from '../../../read.ts'
import { outcomeBadges } from './outcome-badge.ts'
import { GithubTies } from './ties.tsx'

export const metadata: Metadata = { title: 'Connections' }

interface Deliveries {
  rows: DeliveryRow[]
  next: string | null
  observedAt: string
}

export default async function ConnectionsPage() {
  const actor = await viewer()
  return (
    <>
      <GithubTies actor={actor} />
      <DeliveriesOfGithub actor={actor} />
    </>
  )
}

async function DeliveriesOfGithub({ actor }: { actor: Actor }) {
  const { rows, next, observedAt } = await read<Deliveries>(actor, 'github_ci_runner.list_deliveries', { limit: 50 })
  return (
    <Card title="Deliveries of GitHub" summary="What the webhook has told, newest first, and what came of it.">
      {rows.length === 0 ? (
        <Empty title="GitHub has delivered nothing yet.">
          Name the variable with its secret as github.webhook.secretsFrom in config/agent.yml; a repair then makes the webhook.
        </Empty>
      ) : (
        <ul className="overflow-hidden rounded-card border border-border bg-surface text-table">
          {rows.map((row) => (
            <Delivery key={row.seq} row={row} observedAt={observedAt} />
          ))}
        </ul>
      )}
      {next !== null && (
        <p className="text-meta text-subtle">
          The newest 50. All of them: <code>devops-agent skill run github_ci_runner.list_deliveries</code>
        </p>
      )}
    </Card>
  )
}

function Delivery({
  row: { event, action, repository, ref, at, outcome, why, run },
  observedAt,
}: {
  row: DeliveryRow
  observedAt: string
}) {
  return (
    <li
      data-row
      tabIndex={-1}
      className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 -outline-offset-2 last:border-0 desk:grid-cols-[130px_220px_minmax(0,1fr)_auto]"
    >
      <StatusWord badge={outcomeBadges[outcome]} />
      <span className="font-medium break-words max-desk:order-3 max-desk:col-span-2">
        {[event, action].filter(Boolean).join(' ') || 'No event'}
        <span className="block font-normal text-muted">{[repository, ref].filter(Boolean).join(' ')}</span>
      </span>
      <span className="min-w-0 break-words max-desk:order-4 max-desk:col-span-2">
        {why}{' '}
        {run && (
          <Link href={`/runs/${run}`} className="text-accent underline underline-offset-2">
            Its run
          </Link>
        )}
      </span>
      <span className="text-right text-muted">
        <RelativeTime at={at} observedAt={observedAt} />
      </span>
    </li>
  )
}
