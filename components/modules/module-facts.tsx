import { FactList } from '../data/fact-list.tsx'
import { groupedText } from '../status/format.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import type { ModuleRow, Resolved } from './answers.ts'

interface Props {
  name: string
  row: ModuleRow | null
  needed: Pick<Resolved, 'rows' | 'python' | 'bin' | 'lacking'>
  series: string | null
  because: string
  neededBy: readonly { distance: number }[]
}

/** What there is to know of a module in a few lines; each number leads to what it counts. */
export function ModuleFacts({ name, row, needed: { rows, python, bin, lacking }, series, because, neededBy }: Props) {
  const needs = rows.find((one) => one.name === name)?.needs ?? []
  const direct = neededBy.filter(({ distance }) => distance === 1).length
  const all = Math.max(0, rows.filter((one) => one.name !== name).length)
  return (
    <FactList
      facts={[
        ...(row ? ofFolder(row) : []),
        { name: 'Series', value: series ?? 'unknown', note: because },
        { name: 'Depends on', value: <Counted href="#needs" direct={row?.needs ?? needs.length} all={all} /> },
        { name: 'Used by', value: <Counted href="#used-by" direct={direct} all={neededBy.length} /> },
        ...(python.length > 0
          ? [{ name: 'Python packages', value: python.join(', '), note: noteOf(lacking?.python.map(({ name: one }) => one)) }]
          : []),
        ...(bin.length > 0 ? [{ name: 'Programs', value: bin.join(', '), note: noteOf(lacking?.bin) }] : []),
      ]}
    />
  )
}

/** What of it is missing, as Odoo's own Python says; nothing is told as there that nobody was asked for. */
function noteOf(missing: readonly string[] | undefined): string {
  if (missing === undefined) return 'of all that it needs; not asked whether they are there'
  return missing.length === 0 ? 'of all that it needs; all are there' : `of all that it needs; missing: ${missing.join(', ')}`
}

function ofFolder({ version, repository, path, isApplication }: ModuleRow) {
  return [
    { name: 'Version', value: version ?? 'cannot be read', note: isApplication ? 'an application' : undefined },
    { name: 'From', value: repository ?? 'ours' },
    {
      name: 'Path',
      value: <span className="font-mono break-all">{path}</span>,
      note: <CopyButton text={path} label="Copy" size="small" />,
    },
  ]
}

/** `4 (12 in all)` */
function Counted({ href, direct, all }: { href: string; direct: number; all: number }) {
  if (all === 0 && direct === 0) return 'nothing'
  return (
    <a href={href} className="rounded-chip underline decoration-border underline-offset-2 hover:decoration-current">
      {groupedText(direct)} ({groupedText(all)} in all)
    </a>
  )
}
