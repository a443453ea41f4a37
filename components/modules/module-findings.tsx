import type { Badge } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import type { ModuleFinding } from './answers.ts'

const badges: Record<ModuleFinding['severity'], Badge> = {
  error: { glyph: 'cross', word: 'Error', tone: 'fail' },
  warning: { glyph: 'exclamation', word: 'Warning', tone: 'warn' },
}

/** What keeps modules from being installed, and what does not but is worth a look; errors first, as they come. */
export function ModuleFindings({ findings }: { findings: readonly ModuleFinding[] }) {
  return (
    <ul aria-label="Findings" className="overflow-hidden rounded-card border border-border bg-surface text-table">
      {findings.map(({ rule, severity, module, message, place }) => (
        <li
          key={`${rule} ${module} ${message}`}
          className="grid grid-cols-1 items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 last:border-0 desk:grid-cols-[88px_minmax(0,1fr)]"
        >
          <StatusWord badge={badges[severity]} />
          <span className="min-w-0">
            <span className="block break-words">
              {module && <span className="font-mono font-medium">{module}: </span>}
              {message}
            </span>
            <span className="block font-mono text-meta break-all text-muted">
              {place && <span className="text-text">{place} · </span>}
              {rule}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
