'use client'
import { Link } from '../environment/link.tsx'
import { countText, groupedText, shortId } from '../status/format.ts'
import { AddressLink } from '../ui/address-link.tsx'
import { Empty } from '../ui/empty.tsx'
import { ModuleChip, useChosenModule } from './module-chip.tsx'
import type { OdooRun, OdooWarning } from './odoo-run.ts'

const linkLook = 'rounded-chip text-accent underline underline-offset-2'

/** What Odoo warned of, each with the line of the log where it stands. */
export function WarningList({
  odoo: { warnings, warningCount, newWarnings },
}: {
  odoo: Pick<OdooRun, 'warnings' | 'warningCount' | 'newWarnings'>
}) {
  const module = useChosenModule()
  const shown = module ? warnings.filter((warning) => warning.module === module) : warnings
  if (warningCount === 0) return <Empty title="Odoo logged no warning." />
  return (
    <section aria-label="Warnings" className="overflow-hidden rounded-card border border-border bg-surface">
      {module && (
        <div className="border-b border-border px-3 py-2">
          <ModuleChip module={module} />
        </div>
      )}
      {newWarnings && (
        <p className="border-b border-border px-3 py-2 text-table text-muted">
          {newWarnings.count === 0 ? 'None' : groupedText(newWarnings.count)} of {countText(warningCount, 'warning')}{' '}
          {newWarnings.count === 1 ? 'is' : 'are'} new against <span className="font-mono">{newWarnings.against}</span> (run{' '}
          <Link href={`/runs/${newWarnings.run}`} className={`${linkLook} font-mono`}>
            {shortId(newWarnings.run)}
          </Link>
          )
        </p>
      )}
      <ul>
        {shown.map((warning, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes, in which rows may be equal
          <Row key={index} warning={warning} />
        ))}
      </ul>
      {shown.length === 0 && <p className="px-4 py-8 text-center text-muted">None of the warnings that are kept names {module}.</p>}
      {warningCount > warnings.length && (
        <p className="border-t border-border px-3 py-2 text-table text-muted">
          The first {groupedText(warnings.length)} of {countText(warningCount, 'warning')}.{' '}
          <AddressLink href="?tab=log&level=warning" className={linkLook}>
            The log has all
          </AddressLink>
        </p>
      )}
    </section>
  )
}

function Row({ warning: { module, logger, message, line, isNew, firstSeen } }: { warning: OdooWarning }) {
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 text-table last:border-0">
      <span className="min-w-0 font-mono break-words whitespace-pre-wrap">{message}</span>
      {line !== null && (
        <AddressLink href={`?tab=log#L${line}`} className={`${linkLook} whitespace-nowrap`}>
          line {line}
        </AddressLink>
      )}
      <span className="col-span-2 min-w-0 font-mono text-meta break-all text-muted">
        {isNew && <span className="mr-1.5 font-sans font-medium text-warn">New</span>}
        {module && <span className="font-medium">{module} · </span>}
        {logger}
        {firstSeen && (
          <>
            {' '}
            · first seen at {firstSeen.commit.slice(0, 7)} (run{' '}
            <Link href={`/runs/${firstSeen.run}`} className={linkLook}>
              {shortId(firstSeen.run)}
            </Link>
            )
          </>
        )}
      </span>
    </li>
  )
}
