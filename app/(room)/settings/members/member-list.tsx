'use client'
import { useState } from 'react'
import { MoreButton } from '../../../../components/data/more-button.tsx'
import { usePages } from '../../../../components/data/use-pages.ts'
import { RelativeTime } from '../../../../components/status/times.tsx'
import type { MemberRow } from '../../../../lib/core/member.ts'
import type { JsonObject } from '../../../../lib/core/run.ts'
import type { Page } from '../../../../lib/core/store.ts'
import { ChangeButton } from '../change-button.tsx'
import { ShownOnce } from '../shown-once.tsx'
import { RoleSelect } from './role-select.tsx'

export type MemberPage = Page<MemberRow> & { observedAt: string }

interface Props {
  first: MemberPage
  /** Whether the viewer may change them. */
  manages: boolean
  self: string
}

/** Who may sign in, by address; with their roles and, for an admin, what can be changed. */
export function MemberList({ first, manages, self }: Props) {
  const pages = usePages<MemberRow>('control_room.members', {}, first)
  const [renewed, setRenewed] = useState<JsonObject | null>(null)
  return (
    <div className="flex flex-col gap-3">
      {renewed && <ShownOnce answer={renewed} onClose={() => setRenewed(null)} />}
      <ul className="overflow-hidden rounded-card border border-border bg-surface text-table">
        {pages.rows.map((member) => (
          <li
            key={member.id}
            data-row
            tabIndex={-1}
            className="-outline-offset-2 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border dense px-3 last:border-0"
          >
            <span className="min-w-0 flex-1 basis-56">
              <span className="font-medium break-words">{member.name}</span>
              {member.id === self && <span className="text-muted"> (you)</span>}
              <span className="block break-all text-muted">{member.email}</span>
            </span>
            <span className="basis-28 text-muted">
              {member.lastSeenAt ? (
                <>
                  seen <RelativeTime at={member.lastSeenAt} observedAt={first.observedAt} />
                </>
              ) : (
                'not signed in'
              )}
            </span>
            {manages ? <Managing member={member} onRenewed={setRenewed} /> : <span className="capitalize">{member.role}</span>}
          </li>
        ))}
      </ul>
      <MoreButton pages={pages} label="More members" />
    </div>
  )
}

function Managing({ member: { email, name, role }, onRenewed }: { member: MemberRow; onRenewed(answer: JsonObject): void }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <RoleSelect key={role} email={email} name={name} role={role} />
      <ChangeButton
        address="control_room.renew_password"
        input={{ email }}
        verb="New password"
        label={`New password for ${name}`}
        onDone={onRenewed}
      />
      <ChangeButton
        address="control_room.remove_member"
        input={{ email }}
        verb="Remove"
        label={`Remove ${name}`}
        answered={`${name} is removed.`}
      />
    </span>
  )
}
