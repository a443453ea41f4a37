import clsx from 'clsx'
import { type JsonObject, type RunView, verdictOf } from '../../lib/core/run.ts'
import { odooOf } from '../odoo/odoo-run.ts'
import { countText, durationText } from '../status/format.ts'
import { Glyph } from '../status/glyph.tsx'
import { AddressLink } from '../ui/address-link.tsx'
import { buttonLook } from '../ui/button.tsx'

const saidElsewhere = new Set(['summary', 'status', 'isolation', 'logLinks', 'observedAt', 'exitCode', 'signal', 'reason', 'step'])

/** What a run that went well has to show: its sentence, what it warns of, and the plain facts of its output. */
export function SummaryPanel({ view }: { view: RunView }) {
  const output = view.output ?? {}
  const facts = Object.entries(output).flatMap(([name, value]) => (saidElsewhere.has(name) ? [] : factOf(name, value)))
  const hasWarnings = verdictOf(view) === 'succeeded_with_warnings'
  return (
    <section
      aria-labelledby="summary"
      className={clsx(
        'rounded-card border border-border border-l-4 bg-surface px-4 py-3',
        hasWarnings ? 'border-l-warn-solid' : 'border-l-ok-solid',
      )}
    >
      <h2 id="summary" className="text-meta font-medium text-muted">
        What it showed
      </h2>
      <p className="mt-1 text-lead font-medium break-words">{sentenceOf(output, view)}</p>
      {hasWarnings && <Warned view={view} />}
      {facts.length > 0 && (
        <dl className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(min(100%,200px),1fr))] gap-x-6 gap-y-2">
          {facts.map(({ name, text }) => (
            <div key={name} className="min-w-0">
              <dt className="text-meta text-muted">{name}</dt>
              <dd className="truncate font-mono text-table" title={text}>
                {text}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

const ways = { warnings: 'See the warnings', checks: 'See the findings', log: 'Open the log' }

/** Why it is not plainly green, and the way to the rows behind it. */
function Warned({ view }: { view: RunView }) {
  const odoo = odooOf(view.output)
  const target: keyof typeof ways = odoo && odoo.warningCount > 0 ? 'warnings' : odoo && odoo.findings.length > 0 ? 'checks' : 'log'
  return (
    <div className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex gap-2 break-words text-warn">
          <Glyph name="exclamation" className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 break-words">{view.cause?.message}</span>
        </p>
        <p className="mt-0.5 text-table text-muted">{view.cause?.hint}</p>
      </div>
      <AddressLink className={buttonLook('plain', 'small')} href={`?tab=${target}`}>
        {ways[target]}
      </AddressLink>
    </div>
  )
}

function sentenceOf(output: JsonObject, { tests }: RunView): string {
  if (typeof output.summary === 'string') return output.summary
  return tests.passed > 0 ? `${countText(tests.passed, 'test')} passed` : 'Everything it set out to do is done.'
}

function factOf(name: string, value: JsonObject[string]): { name: string; text: string }[] {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  if (name.endsWith('Ms') && typeof value === 'number') return [{ name: title.replace(/ ms$/, ''), text: durationText(value) }]
  if (typeof value === 'string' && value !== '') return [{ name: title, text: value }]
  if (typeof value === 'number' || typeof value === 'boolean') return [{ name: title, text: String(value) }]
  return []
}
