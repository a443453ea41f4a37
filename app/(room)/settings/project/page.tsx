import type { Metadata } from 'next'
import { FactList } from '../../../../components/data/fact-list.tsx'
import { Card } from '../../../../components/ui/card.tsx'
import { Empty } from '../../../../components/ui/empty.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { ProblemNotice } from '../../../../components/ui/problem-notice.tsx'
import { OpsError } from '../../../../lib/core/error.ts'
import { viewer } from '../../../../lib/web/viewer.ts'
import { readOrRefusal } from '../../../read.ts'

export const metadata: Metadata = { title: 'Project' }

interface Answer {
  rows: { key: string; value: string; line: number | null }[]
  repositories: { name: string; url: string; branch: string; series: string | null }[]
}

export default async function ProjectPage() {
  const answer = await readOrRefusal<Answer>(await viewer(), 'control_room.settings', {})
  if (answer instanceof OpsError) return <ProblemNotice problem={answer} role="status" />
  const { rows, repositories } = answer
  const isExample = (name: string) => !rows.some(({ key }) => key === `repositories.${name}.url`)
  return (
    <>
      <Notice tone="neutral" glyph="lock">
        These values are read-only here. They are set in <span className="font-mono">config/agent.yml</span> and apply after a restart.
      </Notice>
      <Card title="Repositories" summary="What can be named in place of a URL.">
        {repositories.length === 0 ? (
          <Empty title="No repository is named yet.">Name one under repositories in config/agent.yml.</Empty>
        ) : (
          <FactList
            facts={repositories.map(({ name, url, branch, series }) => ({
              name,
              value: <span className="font-mono break-all">{url}</span>,
              note: [branch, ...(series ? [`Odoo ${series}`] : []), ...(isExample(name) ? ['example, made on the first start'] : [])].join(
                ', ',
              ),
            }))}
          />
        )}
      </Card>
      <Card title="Values" summary="Each with the line that sets it; the others are defaults.">
        <FactList
          facts={rows.map(({ key, value, line }) => ({
            name: key,
            value: <span className="font-mono break-all">{value}</span>,
            note: line === null ? 'By default' : `Set in config/agent.yml, line ${line}`,
          }))}
        />
      </Card>
    </>
  )
}
