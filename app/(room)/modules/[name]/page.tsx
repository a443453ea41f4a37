import type { Metadata } from 'next'
import { CommandList } from '../../../../components/modules/command-list.tsx'
import { ModuleFacts } from '../../../../components/modules/module-facts.tsx'
import { ModuleHead } from '../../../../components/modules/module-head.tsx'
import { NeededBy } from '../../../../components/modules/needed-by.tsx'
import { SectionFailed } from '../../../../components/modules/section-failed.tsx'
import { PageHead } from '../../../../components/shell/page-head.tsx'
import { Card } from '../../../../components/ui/card.tsx'
import { viewer } from '../../../../lib/web/viewer.ts'
import { linesOf } from '../asked.ts'
import { WhatIsNeeded } from '../what-is-needed.tsx'
import { moduleNamed } from './module.ts'

interface Props {
  params: Promise<{ name: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function ModulePage({ params }: Props) {
  await viewer()
  const name = decodeURIComponent((await params).name)
  const read = await moduleNamed(name)
  if ('problem' in read)
    return (
      <>
        <PageHead title={name} />
        <SectionFailed what={name} problem={read.problem} />
      </>
    )
  const { needed, neededBy } = read.done
  return (
    <>
      <ModuleHead {...read.done} />
      <div className="flex flex-col gap-6">
        <ModuleFacts {...read.done} />
        <div id="needs" className="flex flex-col gap-6">
          <WhatIsNeeded resolved={needed} />
        </div>
        <div id="used-by">
          <NeededBy neededBy={neededBy} />
        </div>
        {needed.commands.length > 0 && (
          <Card title="Commands" summary="To be typed in this order.">
            <CommandList commands={linesOf(needed.commands)} />
          </Card>
        )}
      </div>
    </>
  )
}
