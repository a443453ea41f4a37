import { Glyph } from '../status/glyph.tsx'
import type { Circle } from './answers.ts'
import { ModuleLink } from './module-link.tsx'

/** Modules that wait for each other, all the way round, and where the ring can be cut. */
export function CycleRing({ modules, cut }: Circle) {
  const [first] = modules
  return (
    <div className="flex flex-col gap-2 rounded-card border border-border bg-surface px-3 py-2.5 text-table">
      <ol aria-label={`Cycle of ${modules.length} modules`} className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {modules.map((name) => (
          <li key={name} data-module={name} className="flex items-center gap-2">
            <ModuleLink name={name} className="font-medium" />
            <span className={name === cut.from ? 'font-medium text-fail' : 'text-muted'}>needs</span>
          </li>
        ))}
        <li className="flex items-center gap-1.5 text-muted">
          <Glyph name="undo" className="size-3.5" />
          {first}, again
        </li>
      </ol>
      <p className="break-words text-muted">
        None of them can be installed. Cut the ring where <span className="font-mono text-text">{cut.from}</span> needs{' '}
        <span className="font-mono text-text">{cut.to}</span>.
      </p>
    </div>
  )
}
