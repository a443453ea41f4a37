import type { JsonObject } from '../../lib/core/run.ts'
import { KeptField } from '../environment/kept-field.tsx'
import { Button, buttonLook } from '../ui/button.tsx'
import { inputLook } from '../ui/field.tsx'

/** Ways in which something can be asked for; the word in the address. */
export const auditWays = ['web', 'http', 'cli', 'mcp', 'webhook', 'schedule'] as const
export const auditOutcomes = ['done', 'refused', 'failed'] as const

/** The filter of the audit. It stands in the address, so that a copied address shows the same rows; what it finds can be taken away. */
export function AuditFilter({ filter }: { filter: JsonObject }) {
  const exported = (format: string) => `/api/audit/export?${new URLSearchParams({ format, ...wordsOf(filter) })}`
  return (
    <search className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2">
      <form action="/audit" className="flex flex-1 flex-wrap items-end gap-2">
        <KeptField />
        <Words name="who" label="Who" value={filter.who} isFirst />
        <Words name="what" label="What" value={filter.what} />
        <Choice name="by" label="By" options={auditWays} value={filter.surface} />
        <Choice name="outcome" label="Outcome" options={auditOutcomes} value={filter.outcome} />
        <Button type="submit">Filter</Button>
      </form>
      <span className="flex gap-2">
        <a href={exported('ndjson')} download className={buttonLook()}>
          Export NDJSON
        </a>
        <a href={exported('csv')} download className={buttonLook()}>
          Export CSV
        </a>
      </span>
    </search>
  )
}

function Words({ name, label, value, isFirst }: { name: string; label: string; value: unknown; isFirst?: boolean }) {
  return (
    <div className="flex min-w-0 flex-1 basis-28 flex-col gap-1">
      <label htmlFor={`audit-${name}`} className="text-table font-medium">
        {label}
      </label>
      <input
        id={`audit-${name}`}
        name={name}
        defaultValue={textOf(value)}
        data-page-filter={isFirst}
        autoComplete="off"
        className={inputLook}
      />
    </div>
  )
}

function Choice({ name, label, options, value }: { name: string; label: string; options: readonly string[]; value: unknown }) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={`audit-${name}`} className="text-table font-medium">
        {label}
      </label>
      <select id={`audit-${name}`} name={name} defaultValue={textOf(value)} className={inputLook}>
        <option value="">any</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </div>
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function wordsOf(filter: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, textOf(value)]))
}
