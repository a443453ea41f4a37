import { CommandList } from '../../../components/modules/command-list.tsx'
import { SectionFailed } from '../../../components/modules/section-failed.tsx'
import { groupedText } from '../../../components/status/format.ts'
import { Card } from '../../../components/ui/card.tsx'
import { Empty } from '../../../components/ui/empty.tsx'
import { linesOf, listed, mostAsked, namesIn, resolved, type ViewProps } from './asked.ts'
import { WhatIsNeeded } from './what-is-needed.tsx'

/** In which order some modules are installed with all that they need; where nobody names any, those of ours. */
export async function OrderView({ wanted, series }: ViewProps) {
  const chosen = wanted.focus === '' ? await own(wanted.text) : { names: namesIn(wanted.focus), of: null }
  if ('problem' in chosen) return <SectionFailed what="Modules" problem={chosen.problem} />
  const { names, of } = chosen
  if (names.length === 0) return <Empty title="No module of ours matches the filter. Name modules for their order." />
  const read = await resolved(names, series)
  if ('problem' in read) return <SectionFailed what="The order" problem={read.problem} />
  const { commands } = read.done
  return (
    <div className="flex flex-col gap-6">
      <p className="-mb-2 break-words text-muted">
        Order of{' '}
        {of === null ? (
          <span className="font-mono text-text">{names.join(', ')}</span>
        ) : (
          `${of > names.length ? `the first ${groupedText(names.length)} of ` : ''}${groupedText(of)} modules of ours`
        )}
        , with all that they need.{of !== null && of > names.length && ' Name modules to see theirs.'}
      </p>
      <WhatIsNeeded resolved={read.done} />
      {commands.length > 0 && (
        <Card title="Commands" summary="To be typed in this order.">
          <CommandList commands={linesOf(commands)} />
        </Card>
      )}
    </div>
  )
}

async function own(text: string) {
  const read = await listed({ text })
  if ('problem' in read) return read
  const names = read.done.rows.filter(({ repository }) => repository === null).map(({ name }) => name)
  return { names: names.slice(0, mostAsked), of: names.length }
}
