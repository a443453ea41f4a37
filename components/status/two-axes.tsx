import { type Drift, driftBadges, type Health, healthBadges } from './status.ts'
import { StatusPill } from './status-pill.tsx'

/** An environment's two states, of which neither implies the other: whether it is well, and whether what runs is what is wanted. */
export function TwoAxes({ health, drift }: { health: Health; drift: Drift }) {
  return (
    <dl className="flex flex-wrap items-center gap-x-4 gap-y-1 text-table text-muted">
      <div className="flex items-center gap-1.5">
        <dt>Health</dt>
        <dd>
          <StatusPill badge={healthBadges[health]} />
        </dd>
      </div>
      <div className="flex items-center gap-1.5">
        <dt>In step</dt>
        <dd>
          <StatusPill badge={driftBadges[drift]} />
        </dd>
      </div>
    </dl>
  )
}
