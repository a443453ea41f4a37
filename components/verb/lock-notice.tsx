import { Link } from '../environment/link.tsx'
import { ordinalText, shortId } from '../status/format.ts'
import { RelativeTime } from '../status/times.tsx'
import { buttonLook } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ShownPlan } from './outcome.ts'

/** Who has what a plan would lock, before anybody joins the line. */
export function LockNotice({ what, position, holder }: NonNullable<ShownPlan['ahead']>) {
  return (
    <Notice tone="warn" glyph="lock">
      <p>
        {what} is held
        {holder && (
          <>
            {' '}
            by run <span className="font-mono">{shortId(holder.id)}</span> ({verbOf(holder.address)}),{' '}
            {holder.startedAt ? (
              <>
                started <RelativeTime at={holder.startedAt} observedAt={new Date().toISOString()} />
              </>
            ) : (
              'not started yet,'
            )}{' '}
            by {holder.startedByName}
          </>
        )}
        . You are {ordinalText(position)} in line.
      </p>
      {holder && (
        <Link href={`/runs/${holder.id}`} className={buttonLook('plain', 'small', 'mt-2')}>
          Open run
        </Link>
      )}
    </Notice>
  )
}

/** `backup_manager.restore` → `restore`. */
function verbOf(address: string): string {
  return (address.split('.')[1] ?? address).replaceAll('_', ' ')
}
