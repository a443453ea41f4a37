'use client'
import { RelativeTime } from '../../../../components/status/times.tsx'
import { Empty } from '../../../../components/ui/empty.tsx'
import { roleTitle } from '../../../../lib/core/policy.ts'
import type { TokenRow } from '../../../../lib/core/room.ts'
import { ChangeButton } from '../change-button.tsx'

export interface TokenPage {
  rows: TokenRow[]
  /** Whether these are the viewer's own only. */
  own: boolean
  observedAt: string
}

/** Tokens, those that work first: what each may do, until when, when it was last used. */
export function TokenList({ page: { rows, own, observedAt } }: { page: TokenPage }) {
  if (rows.length === 0) return <Empty title="No tokens yet.">A token lets a program or an agent sign in. Create one above.</Empty>
  return (
    <ul aria-label="Tokens" className="overflow-hidden rounded-card border border-border bg-surface text-table">
      {rows.map((token) => (
        <li
          key={token.id}
          data-row
          tabIndex={-1}
          className="-outline-offset-2 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border dense px-3 last:border-0"
        >
          <span className="min-w-0 flex-1 basis-56">
            <span className="font-medium break-words">{token.name}</span>
            {!own && <span className="text-muted"> of {token.owner.name}</span>}
            <span className="block break-words text-muted">{scopeOf(token)}</span>
          </span>
          <span className="basis-44 text-muted">
            <Life token={token} observedAt={observedAt} />
          </span>
          {token.state === 'active' && (
            <ChangeButton
              address="control_room.revoke_token"
              input={{ token: isAlone(token, rows) ? token.name : token.id }}
              verb="Revoke"
              label={`Revoke ${token.name}`}
              answered={`Token ${token.name} is revoked.`}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

function Life({ token: { state, expiresAt, lastUsedAt, revokedAt }, observedAt }: { token: TokenRow; observedAt: string }) {
  if (revokedAt) return <Ended word="Revoked" at={revokedAt} observedAt={observedAt} />
  if (state === 'expired') return <Ended word="Ran out" at={expiresAt} observedAt={observedAt} />
  return (
    <>
      <span className="block">Works until {expiresAt.slice(0, 10)}</span>
      {lastUsedAt ? (
        <span>
          used <RelativeTime at={lastUsedAt} observedAt={observedAt} />
        </span>
      ) : (
        'never used'
      )}
    </>
  )
}

function Ended({ word, at, observedAt }: { word: string; at: string; observedAt: string }) {
  return (
    <>
      {word} <RelativeTime at={at} observedAt={observedAt} />
    </>
  )
}

function scopeOf({ verbs, environments, role, mode }: TokenRow): string {
  const where = environments.includes('*') ? 'all environments' : environments.join(', ')
  return [verbs.includes('*') ? 'all verbs' : verbs.join(', '), where, `as ${roleTitle(role)}`, ...(mode ? [`mode ${mode}`] : [])].join(
    ' · ',
  )
}

/** Its name names it, as long as no other one that works has it too. */
function isAlone({ name, id }: TokenRow, rows: readonly TokenRow[]): boolean {
  return rows.every((other) => other.id === id || ((other.name !== name || other.state !== 'active') && other.id !== name))
}
