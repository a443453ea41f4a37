import { Link } from '../../../../components/environment/link.tsx'
import { StatusWord } from '../../../../components/status/status-pill.tsx'
import { AbsoluteTime } from '../../../../components/status/times.tsx'
import { Card } from '../../../../components/ui/card.tsx'
import { Empty } from '../../../../components/ui/empty.tsx'
import type { Actor } from '../../../../lib/core/policy.ts'
import { read, refusalOf } from '../../../read.ts'
import { OneRunButton } from '../one-run-button.tsx'
import { tieBadge } from './tie-badge.ts'

interface Ties {
  rows: { repository: string; part: string; ok: boolean; message: string; hint: string }[]
  at: string | null
  run: string | null
  running: { check: string | null; repair: string | null }
  observedAt: string
}

/** Sign-in, webhook and deploy key of each repository at GitHub, as the last check found them. */
export async function GithubTies({ actor }: { actor: Actor }) {
  const [checkRefused, repairRefused, ties] = await Promise.all([
    refusalOf(actor, 'github_ci_runner.check_connection'),
    refusalOf(actor, 'github_ci_runner.repair_connection'),
    read<Ties>(actor, 'github_ci_runner.connections', {}),
  ])
  const { rows, running } = ties
  const check = { address: 'github_ci_runner.check_connection', verb: 'Check', underWay: 'A check runs', running: running.check }
  const repair = { address: 'github_ci_runner.repair_connection', verb: 'Repair', underWay: 'A repair runs', running: running.repair }
  const buttons = (
    <span className="flex flex-wrap gap-2">
      <OneRunButton {...check} refused={checkRefused} />
      <OneRunButton {...repair} refused={repairRefused} />
    </span>
  )
  return (
    <Card title="GitHub" summary="Who signs in, and what ties each repository to this control room." action={rows.length > 0 && buttons}>
      {rows.length === 0 ? (
        <Empty title={ties.at === null ? 'Not checked yet.' : 'None of the repositories is kept at GitHub.'}>
          A check asks GitHub who signs in, and how webhook and deploy key of each configured repository are. A repair makes them right.
          {buttons}
        </Empty>
      ) : (
        <TieList {...ties} />
      )}
    </Card>
  )
}

function TieList({ rows, at, run, observedAt }: Ties) {
  return (
    <>
      <ul className="overflow-hidden rounded-card border border-border bg-surface text-table">
        {rows.map((row) => (
          <li
            key={`${row.repository} ${row.part}`}
            data-row
            tabIndex={-1}
            className="grid grid-cols-1 items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 -outline-offset-2 last:border-0 desk:grid-cols-[120px_200px_minmax(0,1fr)]"
          >
            <StatusWord badge={tieBadge({ ok: row.ok, at }, observedAt)} />
            <span className="font-medium break-words">
              {row.repository}, {row.part}
            </span>
            <span className="min-w-0 break-words">
              {row.message}
              {row.hint && <span className="block text-muted">{row.hint}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-meta text-subtle">
        {at && (
          <>
            Checked <AbsoluteTime at={at} />.{' '}
          </>
        )}
        {run && (
          <Link href={`/runs/${run}`} className="text-accent underline underline-offset-2">
            Its run
          </Link>
        )}
      </p>
    </>
  )
}
