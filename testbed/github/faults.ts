import { type Answer, refusal } from './answer.ts'
import type { OperationId } from './operations.ts'
import type { World } from './world.ts'

/** What goes wrong, and how often: of an operation, or of whatever is asked next. */
export interface Fault {
  operation?: OperationId
  times?: number
  /**
   * `forbidden`, `missing`, `broken` (502), `secondary limit` and `primary limit` with the headers that say until when, `cut` (the connection
   * ends without an answer), `lost` (it is done, and the answer is lost), `slow` (by `ms`, then as always).
   */
  kind: 'forbidden' | 'missing' | 'broken' | 'secondary limit' | 'primary limit' | 'cut' | 'lost' | 'slow'
  /** How long a limit lasts. */
  seconds?: number
  ms?: number
}

/** Takes the fault that is meant for an operation, if there is one. */
export function takenFault(faults: Fault[], id: OperationId): Fault | null {
  const index = faults.findIndex(({ operation }) => operation === undefined || operation === id)
  const fault = faults[index]
  if (!fault) return null
  if ((fault.times ?? 1) > 1) faults[index] = { ...fault, times: (fault.times ?? 1) - 1 }
  else faults.splice(index, 1)
  return fault
}

/** The answer of a fault that has one. */
export function answerOf({ kind, seconds = 60 }: Fault, { rate }: World): Answer | null {
  switch (kind) {
    case 'forbidden':
      return refusal(403, 'Resource not accessible by integration', undefined, { 'x-accepted-github-permissions': 'contents=write' })
    case 'missing':
      return refusal(404, 'Not Found')
    case 'broken':
      return refusal(502, 'Server Error')
    case 'secondary limit':
      return refusal(403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', undefined, {
        'retry-after': `${seconds}`,
      })
    case 'primary limit':
      return refusal(403, 'API rate limit exceeded for user ID 1.', undefined, {
        'x-ratelimit-limit': `${rate.limit}`,
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${Math.ceil(Date.now() / 1000) + seconds}`,
      })
    default:
      return null
  }
}
