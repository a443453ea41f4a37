import type { Impact } from '../../../components/modules/answers.ts'
import { CommandList } from '../../../components/modules/command-list.tsx'
import { ImpactList } from '../../../components/modules/impact-list.tsx'
import { verdictWords } from '../../../components/modules/impact-words.ts'
import { SectionFailed } from '../../../components/modules/section-failed.tsx'
import { countText } from '../../../components/status/format.ts'
import { Card } from '../../../components/ui/card.tsx'
import { Empty } from '../../../components/ui/empty.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { linesOf, reached, type ViewProps } from './asked.ts'

/** What a branch would do to the installation: which modules it changes and reaches, and whether a restart is enough. */
export async function ImpactView({ wanted: { range } }: ViewProps) {
  if (range === '')
    return (
      <Empty title="Name two branches or commits, with two dots between.">For example main..feature, of the checkout of the addons.</Empty>
    )
  const read = await reached(range)
  if ('problem' in read) return <SectionFailed what="The impact" problem={read.problem} />
  return <Reached impact={read.done} />
}

function Reached({ impact: { rows, verdict, elsewhere, unreadable, commands, base, head } }: { impact: Impact }) {
  const stayed = rows.filter(({ needsBump }) => needsBump).map(({ name }) => name)
  return (
    <div className="flex flex-col gap-6">
      <p className="-mb-2 break-words">
        <span className="font-medium">{verdictWords[verdict]}</span>{' '}
        <span className="text-muted">
          <Place {...base} /> to <Place {...head} />
          {elsewhere > 0 && `, ${countText(elsewhere, 'file')} of no module`}.
        </span>
      </p>
      {unreadable.length > 0 && (
        <Notice tone="fail" glyph="cross">
          The manifest of {unreadable.join(', ')} cannot be read.
        </Notice>
      )}
      {stayed.length > 0 && (
        <Notice tone="warn" glyph="exclamation">
          Changed, and the version is as before: {stayed.join(', ')}.
        </Notice>
      )}
      {rows.length > 0 && <ImpactList rows={rows} />}
      {commands.length > 0 && (
        <Card title="Commands" summary="They update what changed; Odoo updates what depends on it.">
          <CommandList commands={linesOf(commands)} />
        </Card>
      )}
    </div>
  )
}

function Place({ name, sha }: Impact['base']) {
  return (
    <>
      <span className="font-mono text-text">{name}</span> at <span className="font-mono">{sha.slice(0, 7)}</span>
    </>
  )
}
