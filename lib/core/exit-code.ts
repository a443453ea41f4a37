import { type ErrorCode, errorCodes } from './error.ts'
import type { RunStatus, RunView } from './run.ts'

const codes: Record<Exclude<RunStatus, 'succeeded'>, ErrorCode> = {
  waiting: 'conflict',
  queued: 'interrupted',
  running: 'interrupted',
  undoing: 'interrupted',
  failed: 'internal',
  rolled_back: 'internal',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
}

/** 0 for what succeeded and for nothing else; otherwise the code of the cause, or of the status where there is no cause. */
export function exitCodeOf({ status, view }: { status: RunStatus; view: Pick<RunView, 'cause'> }): number {
  if (status === 'succeeded') return 0
  return (view.cause && errorCodes[view.cause.code].exit) || errorCodes[codes[status]].exit
}
