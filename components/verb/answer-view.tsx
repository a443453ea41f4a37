import type { Json, JsonObject } from '../../lib/core/run.ts'
import { FactList } from '../data/fact-list.tsx'
import { answerParts, cellOf } from './answer-parts.ts'

/** What a verb answered: its rows as a table, what is plain by its name, and the whole as it came. */
export function AnswerView({ answer }: { answer: JsonObject }) {
  const { columns, rows, facts } = answerParts(answer)
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {columns.length > 0 && <Rows columns={columns} rows={rows} />}
      {facts.length > 0 && (
        <FactList facts={facts.map(([name, value]) => ({ name, value: <span className="font-mono break-all">{cellOf(value)}</span> }))} />
      )}
      <details>
        <summary className="cursor-pointer py-1 text-table text-muted">As it came</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
        <pre tabIndex={0} className="max-h-96 overflow-auto rounded-card border border-border bg-log p-3 font-mono text-meta">
          {JSON.stringify(answer, null, 2)}
        </pre>
      </details>
    </div>
  )
}

function Rows({ columns, rows }: { columns: readonly string[]; rows: readonly Record<string, Json>[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section aria-label="Rows" tabIndex={0} className="overflow-x-auto rounded-card border border-border bg-surface">
      <table className="w-full text-left text-table">
        <thead className="text-meta text-muted">
          <tr className="border-b border-border">
            {columns.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify(row).slice(0, 400)} className="border-b border-border align-top last:border-0">
              {columns.map((name) => (
                <td key={name} className="dense-cell max-w-80 px-3 break-words">
                  {cellOf(row[name] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
