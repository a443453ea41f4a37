import { OpsError } from '../../../lib/core/error.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import type { Job } from '../workspace.ts'
import { buildServer, ownOf } from './labels.ts'

const connections = 40

interface Wanted {
  password: string
  template: string | undefined
}

/** Makes the database of a run with its role; one that an earlier attempt left is dropped first. */
export async function makeDatabase(step: StepTools, { runId }: Job, { password, template }: Wanted): Promise<void> {
  const started = performance.now()
  const own = { name: ownOf(runId).database, password, connections }
  // A template may be dropped by another run at this moment: the database begins empty then.
  const isCopied = template !== undefined && (await unless('not_found', make(step, { ...own, template })))
  if (!isCopied) await make(step, own)
  const seconds = ((performance.now() - started) / 1000).toFixed(2)
  await step.log(isCopied ? `The database is a copy of the template ${template}, made in ${seconds} s.` : 'The database begins empty.')
}

async function make({ tools, signal }: StepTools, database: Parameters<StepTools['tools']['postgres']['create']>[1]): Promise<void> {
  if (await unless('conflict', tools.postgres.create(buildServer, database, { signal }))) return
  await tools.postgres.drop(buildServer, database.name, { signal })
  await tools.postgres.create(buildServer, database, { signal })
}

/** False when the work failed with that code. */
async function unless(code: OpsError['code'], work: Promise<void>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof OpsError && error.code === code) return false
    throw error
  }
}

/** Removes what a run has on the database server; nothing happens where there is nothing. */
export function dropDatabase({ tools, signal }: StepTools, runId: string): Promise<void> {
  return tools.postgres.drop(buildServer, ownOf(runId).database, { signal })
}
