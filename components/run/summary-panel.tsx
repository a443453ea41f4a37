import type { JsonObject, RunView } from '../../lib/core/run.ts'
import { countText, durationText } from '../status/format.ts'

const saidElsewhere = new Set(['summary', 'status', 'isolation', 'logLinks', 'observedAt', 'exitCode', 'signal', 'reason'])

/** What a run that went well has to show: its sentence, and the plain facts of its output. */
export function SummaryPanel({ view }: { view: RunView }) {
  const output = view.output ?? {}
  const facts = Object.entries(output).flatMap(([name, value]) => (saidElsewhere.has(name) ? [] : factOf(name, value)))
  return (
    <section aria-labelledby="summary" className="rounded-card border border-border border-l-4 border-l-ok-solid bg-surface px-4 py-3">
      <h2 id="summary" className="text-meta font-medium text-muted">
        What it showed
      </h2>
      <p className="mt-1 text-lead font-medium break-words">{sentenceOf(output, view)}</p>
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
