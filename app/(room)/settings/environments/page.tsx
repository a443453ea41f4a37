import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { FactList } from '../../../../components/data/fact-list.tsx'
import { Link } from '../../../../components/environment/link.tsx'
import { StatusWord } from '../../../../components/status/status-pill.tsx'
import { AbsoluteTime, RelativeTime } from '../../../../components/status/times.tsx'
import { Card } from '../../../../components/ui/card.tsx'
import { Empty } from '../../../../components/ui/empty.tsx'
import { ProblemNotice } from '../../../../components/ui/problem-notice.tsx'
import { OpsError } from '../../../../lib/core/error.ts'
import type { Actor } from '../../../../lib/core/policy.ts'
import { viewer } from '../../../../lib/web/viewer.ts'
import { read, readOrRefusal, refusalOf } from '../../../read.ts'
import { OneRunButton } from '../one-run-button.tsx'
import { checkBadge } from './check-badge.ts'
import { EnvironmentList, type EnvironmentRow } from './environment-list.tsx'

export const metadata: Metadata = { title: 'Environments' }

interface Check {
  id: string
  title: string
  ok: boolean
  message: string
  hint: string
  at: string
}

interface Known {
  rows: EnvironmentRow[]
  observedAt: string
}

interface Checks {
  rows: Check[]
  run: string | null
  running: string | null
  observedAt: string
}

export default async function EnvironmentsPage() {
  const actor = await viewer()
  const [refused, known, checks] = await Promise.all([
    refusalOf(actor, 'control_room.check_tools'),
    read<Known>(actor, 'control_room.environments', {}),
    read<Checks>(actor, 'control_room.checks', {}),
  ])
  const verb = { address: 'control_room.check_tools', verb: 'Test', underWay: 'A check runs' }
  const check = <OneRunButton {...verb} running={checks.running} refused={refused} />
  return (
    <>
      <Card title="Environments" summary="Where Odoo runs, and what the last check heard of it.">
        <EnvironmentList {...known} />
      </Card>
      <Card title="What answers" summary="Asked from the worker, where runs happen." action={checks.rows.length > 0 && check}>
        <Reachability checks={checks} check={check} />
      </Card>
      <Builds actor={actor} />
    </>
  )
}

function Reachability({ checks: { rows, run, observedAt }, check }: { checks: Checks; check: ReactNode }) {
  if (rows.length === 0)
    return (
      <Empty title="Not checked yet.">
        A check asks the data folder, the repositories, the Docker engine, Python and each environment. It is a run, with evidence.
        {check}
      </Empty>
    )
  return (
    <>
      <ul className="overflow-hidden rounded-card border border-border bg-surface text-table">
        {rows.map((one) => (
          <li
            key={one.id}
            data-row
            tabIndex={-1}
            className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 -outline-offset-2 last:border-0 desk:grid-cols-[120px_200px_minmax(0,1fr)_auto]"
          >
            <StatusWord badge={checkBadge(one, observedAt)} />
            <span className="font-medium break-words max-desk:order-3 max-desk:col-span-2">{one.title}</span>
            <span className="min-w-0 break-words max-desk:order-4 max-desk:col-span-2">
              {one.message}
              {one.hint && <span className="block text-muted">{one.hint}</span>}
            </span>
            <span className="text-right text-muted">
              <RelativeTime at={one.at} observedAt={observedAt} />
            </span>
          </li>
        ))}
      </ul>
      <p className="text-meta text-subtle">
        {rows[0] && (
          <>
            Checked <AbsoluteTime at={rows[0].at} />.{' '}
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

async function Builds({ actor }: { actor: Actor }) {
  const answer = await readOrRefusal<{ rows: { key: string; value: string; line: number | null }[] }>(actor, 'control_room.settings', {})
  if (answer instanceof OpsError) return <ProblemNotice problem={answer} role="status" />
  const rows = answer.rows.filter(({ key }) => /^(?:odoo|ci)\./.test(key))
  return (
    <Card title="Builds" summary="Odoo addons are tested in containers of their own, Python as limited processes of the worker’s machine.">
      <FactList
        facts={rows.map(({ key, value, line }) => ({
          name: key,
          value: <span className="font-mono break-all">{value}</span>,
          note: line === null ? 'By default' : `Set in config/agent.yml, line ${line}`,
        }))}
      />
    </Card>
  )
}
