import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Approval } from '../../../../components/run/run-notices.tsx'
import { isRed } from '../../../../components/run/test-order.ts'
import { titleOf } from '../../../../components/run/title.ts'
import { control } from '../../../../lib/control.ts'
import { OpsError } from '../../../../lib/core/error.ts'
import type { Actor } from '../../../../lib/core/policy.ts'
import type { TestResult } from '../../../../lib/core/run.ts'
import type { QueuePlace, RunRow } from '../../../../lib/core/store.ts'
import { outcomeOf } from '../../../../lib/web/handle.ts'
import { viewer } from '../../../../lib/web/viewer.ts'
import { read, refusalOf } from '../../../read.ts'
import { RunView } from './run-view.tsx'

/** As many tests as travel in the HTML; the page reads the others itself. */
const testsInPage = 200

interface RunAnswer {
  run: RunRow
  place: QueuePlace | null
  may: { cancel: boolean; reason: string | null }
  observedAt: string
}

const runOf = cache(async (id: string): Promise<RunAnswer> => {
  const actor = await viewer()
  try {
    return await read<RunAnswer>(actor, 'control_room.run', { id })
  } catch (error) {
    if (error instanceof OpsError && (error.code === 'not_found' || error.code === 'invalid')) notFound()
    throw error
  }
})

interface Props {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { run } = await runOf((await params).id)
  return { title: { absolute: titleOf(run, Object.keys(stepsOf(run)).length) } }
}

/** The names of a verb's steps. A run of a verb that is gone keeps its ids. */
function stepsOf({ address, view }: RunRow): Record<string, string> {
  const verb = control().verbs[address]
  return verb && 'steps' in verb ? { ...verb.steps } : Object.fromEntries(Object.keys(view.steps).map((id) => [id, id]))
}

/** The verb that repeats such a run, where its skill has one. */
async function repeatOf(actor: Actor, run: RunRow) {
  const address = `${run.address.split('.')[0]}.rerun`
  return address in control().verbs ? { address, refused: await refusalOf(actor, address) } : null
}

/** What a waiting run asks for. One whose verb is gone can only be refused. */
async function approvalOf(actor: Actor, run: RunRow): Promise<Approval> {
  const asked = await outcomeOf(() => control().asked(actor, run.id))
  if ('problem' in asked) return { sentence: run.title, refusal: `${asked.problem.message} ${asked.problem.hint}` }
  const { plan, refusal } = asked.done
  return { sentence: plan.sentence ?? plan.title, refusal }
}

export default async function RunPage({ params }: Props) {
  const { run, place, may, observedAt } = await runOf((await params).id)
  const actor = await viewer()
  const [{ rows }, repeat, approval] = await Promise.all([
    read<{ rows: TestResult[] }>(actor, 'control_room.tests', { id: run.id }),
    repeatOf(actor, run),
    run.status === 'waiting' ? approvalOf(actor, run) : null,
  ])
  const hasAllTests = rows.length <= testsInPage
  return (
    <RunView
      key={run.id}
      known={{ run, tests: hasAllTests ? rows : rows.filter(isRed).slice(0, 50), hasAllTests }}
      place={place}
      steps={stepsOf(run)}
      refusedCancel={may.reason}
      repeat={repeat}
      approval={approval}
      observedAt={observedAt}
    />
  )
}
