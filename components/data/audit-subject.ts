import type { AuditRow } from '../../lib/core/proof.ts'
import { shortId } from '../status/format.ts'

type Told = Pick<AuditRow, 'action' | 'target' | 'details'>

/** True for what was done to a run that there is. */
export function isOfRun({ action, target }: Told): boolean {
  return action.startsWith('run.') && /^[0-9a-f]{8,}$/.test(target)
}

/** What a record is about: of a run the verb and the environment that it was asked for, and its id as people say it. */
export function subjectOf(row: Told): { verb: string | null; environment: string | null; target: string } {
  if (!isOfRun(row)) return { verb: null, environment: null, target: row.target }
  const { address, input } = row.details
  const named = input && typeof input === 'object' && !Array.isArray(input) ? input.environment : null
  return {
    verb: typeof address === 'string' ? address : null,
    environment: typeof named === 'string' ? named : null,
    target: shortId(row.target),
  }
}
