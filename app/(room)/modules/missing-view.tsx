import { CommandList } from '../../../components/modules/command-list.tsx'
import { MissingList } from '../../../components/modules/missing-list.tsx'
import { missingGroups, missingSentence } from '../../../components/modules/missing-words.ts'
import { SectionFailed } from '../../../components/modules/section-failed.tsx'
import { countText } from '../../../components/status/format.ts'
import { Card } from '../../../components/ui/card.tsx'
import { Empty } from '../../../components/ui/empty.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { viewer } from '../../../lib/web/viewer.ts'
import { refusalOf } from '../../read.ts'
import { RunButton } from '../run-button.tsx'
import { graphed, linesOf, mostAsked, resolved, wrongModules } from './asked.ts'

const adding = 'module_dependency_resolver.add'

/** What is needed and not there, who needs it, and what to type to get it. */
export async function MissingView() {
  const known = await wrongModules()
  if ('problem' in known) return <SectionFailed what="Modules" problem={known.problem} />
  const names = known.done.rows.filter(({ state }) => state === 'missing').map(({ name }) => name)
  const { total, series } = known.done
  if (names.length === 0)
    return <Empty title="Nothing is missing.">{`All that ${countText(total, 'module')} need is on the addons path.`}</Empty>
  const asked = names.slice(0, mostAsked)
  const [read, needers] = await Promise.all([resolved(asked, series), graphed(asked, series, { direction: 'needed_by' })])
  if ('problem' in read) return <SectionFailed what="What is missing" problem={read.problem} />
  const { missing, missingRepositories, commands } = read.done
  const groups = missingGroups(missing, missingRepositories)
  const further = 'done' in needers ? needers.done.rows.filter(({ distance }) => distance > 0).length : 0
  const addable = missingRepositories.filter(({ isSubmodule }) => !isSubmodule).map(({ name }) => name)
  const fetching = commands.filter(({ argv: [program] }) => program === 'devops-agent' || program === 'git')
  return (
    <div className="flex flex-col gap-6">
      <Notice tone="fail" glyph="unplug">
        <p className="font-medium">{missingSentence(names.length, groups)}</p>
        {further > 0 && (
          <p className="text-muted">{`Nor can ${countText(further, 'module')} that ${further === 1 ? 'needs' : 'need'} them.`}</p>
        )}
      </Notice>
      <MissingList groups={groups} />
      {addable.length > 0 && (
        <RunButton
          address={adding}
          verb="Add"
          input={{ repositories: addable, ...(series === null ? {} : { series }) }}
          refused={await refusalOf(await viewer(), adding)}
        >
          Add {addable.join(', ')}
        </RunButton>
      )}
      {fetching.length > 0 && (
        <Card title="Commands" summary="They fetch the repositories that are missing.">
          <CommandList commands={linesOf(fetching)} />
        </Card>
      )}
    </div>
  )
}
