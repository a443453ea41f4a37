import type { Metadata } from 'next'
import { StatusWord } from '../../../../components/status/status-pill.tsx'
import { AbsoluteTime, RelativeTime } from '../../../../components/status/times.tsx'
import { Card } from '../../../../components/ui/card.tsx'
import type { SessionRow } from '../../../../lib/core/member.ts'
import { viewer } from '../../../../lib/web/viewer.ts'
import { read } from '../../../read.ts'
import { ChangeButton } from '../change-button.tsx'

export const metadata: Metadata = { title: 'Sessions' }

type Row = SessionRow & { isThis: boolean }

export default async function SessionsPage() {
  const { rows, observedAt } = await read<{ rows: Row[]; observedAt: string }>(await viewer(), 'control_room.sessions', {})
  const others = rows.filter(({ isThis }) => !isThis)
  return (
    <Card
      title="Sessions"
      summary="A session that you end here ends at its next request."
      action={
        others.length > 0 && (
          <ChangeButton
            address="control_room.end_other_sessions"
            input={{}}
            verb="Sign out everywhere else"
            answered="Signed out everywhere else."
          />
        )
      }
    >
      <ul className="overflow-hidden rounded-card border border-border bg-surface text-table">
        {rows.map((row) => (
          <Session key={row.id} row={row} observedAt={observedAt} />
        ))}
      </ul>
    </Card>
  )
}

function Session({ row: { id, address, createdAt, lastSeenAt, expiresAt, isThis }, observedAt }: { row: Row; observedAt: string }) {
  return (
    <li
      data-row
      tabIndex={-1}
      className="-outline-offset-2 flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-border dense px-3 last:border-0"
    >
      <span className="min-w-0 flex-1 basis-56">
        <span className="font-medium">From {address}</span>
        <span className="block text-muted">
          seen <RelativeTime at={lastSeenAt} observedAt={observedAt} />, opened <AbsoluteTime at={createdAt} />, ends{' '}
          <AbsoluteTime at={expiresAt} />
        </span>
      </span>
      {isThis ? (
        <StatusWord badge={{ glyph: 'check', word: 'This browser', tone: 'ok' }} />
      ) : (
        <ChangeButton
          address="control_room.end_session"
          input={{ session: id }}
          verb="Sign out"
          label={`Sign out the session from ${address}`}
          answered="That browser is signed out."
        />
      )}
    </li>
  )
}
