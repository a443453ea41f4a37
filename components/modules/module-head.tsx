import { Link } from '../environment/link.tsx'
import type { Badge } from '../status/status.ts'
import { StatusPill } from '../status/status-pill.tsx'
import { buttonLook } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import type { ModuleRow } from './answers.ts'
import { moduleBadges } from './module-badges.ts'

interface Props {
  name: string
  row: ModuleRow | null
  origin: 'addons' | 'odoo' | 'missing'
  series: string | null
}

const core: Badge = { glyph: 'dot', word: 'Odoo itself', tone: 'neutral' }

/** A module's title line: its name, how it stands and why, and where it is drawn. */
export function ModuleHead({ name, row, origin, series }: Props) {
  const badge = row ? moduleBadges[row.state] : origin === 'odoo' ? core : moduleBadges.missing
  const because = row?.because || (origin === 'missing' ? 'It is needed, and it is not on the addons path.' : '')
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2 pt-5 pb-4">
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="font-mono text-title font-semibold break-all">{name}</h1>
        {row && row.title !== name && <p className="break-words text-muted">{row.title}</p>}
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusPill badge={badge} />
          {because && <span className="min-w-0 break-words text-muted">{because}</span>}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {origin !== 'missing' && (
          <Link href={`/modules?view=graph&focus=${encodeURIComponent(name)}`} className={buttonLook()}>
            Graph
          </Link>
        )}
        <CopyButton text={`devops-agent deps resolve ${name}${series === null ? '' : ` --series ${series}`}`} label="Copy as command" />
      </div>
    </div>
  )
}
