import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import type { Level } from '../../lib/core/log-level.ts'
import type { RunStatus } from '../../lib/core/run.ts'
import type { AskContext } from '../../lib/core/skill.ts'
import type { RunRow } from '../../lib/core/store.ts'

export const statuses = [
  'waiting',
  'queued',
  'running',
  'undoing',
  'succeeded',
  'failed',
  'rolled_back',
  'cancelled',
  'interrupted',
] as const satisfies RunStatus[]

export const levels = ['info', 'warning', 'error'] as const satisfies Level[]

/** A run's id, or enough of its beginning. */
export const runId = z.string().min(4, 'has at least 4 characters').max(80).meta({ title: 'Run' })

/** A page of a list. */
export const rows = z.object({ rows: z.array(z.unknown()), next: z.string().nullable(), observedAt: z.string() })

/** The run that is meant. */
export async function runOf({ store }: AskContext, id: string): Promise<RunRow> {
  const [row, other] = await store.runs.find(id)
  if (!row) throw new OpsError('not_found', `No run ${id} here.`, 'It may have been deleted or belong to another control room.')
  if (other) throw new OpsError('invalid', `${id} begins the ids of several runs.`, 'Give more of it.')
  return row
}
