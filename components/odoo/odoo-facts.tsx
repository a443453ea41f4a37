import type { ReactNode } from 'react'
import { durationText } from '../status/format.ts'
import type { OdooRun } from './odoo-run.ts'

/** On what the modules were tested, and which of them: the sentence of the selection, series, image, and the database that it began with. */
export function OdooFacts({ odoo: { selection, series, because, image, template } }: { odoo: OdooRun }) {
  return (
    <section aria-label="What was tested" className="rounded-card border border-border bg-surface px-4 py-3">
      {selection && <p className="font-medium break-words">{selection}</p>}
      <dl className="mt-2 grid grid-cols-1 gap-x-6 gap-y-1.5 text-table desk:grid-cols-[auto_1fr]">
        {series && (
          <Fact name="Series">
            <span className="font-mono">{series}</span>
            {because && <span className="text-muted">, since {because}</span>}
          </Fact>
        )}
        {image && (
          <Fact name="Image">
            <span className="font-mono break-all">{image}</span>
          </Fact>
        )}
        {template && (
          <Fact name="Database">
            {template.warm ? 'a copy of the kept template ' : 'a template made for this run and kept for the next, '}
            <span className="font-mono break-all">{template.key}</span>
            <span className="text-muted">, {durationText(template.seconds * 1_000)}</span>
          </Fact>
        )}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted max-desk:text-meta">{name}</dt>
      <dd className="min-w-0 break-words max-desk:mb-1">{children}</dd>
    </>
  )
}
