import { OpsError } from '../../core/error.ts'
import type { CallOptions } from '../tools.ts'
import { failureOf } from './failure.ts'
import type { Engine } from './request.ts'

const defaultDeadlineMs = 60_000

/**
 * Makes one or more requests as one call: it ends at the deadline and on cancel whatever the engine does, and its failures are
 * ours. `work` hands the signal to every request; `deadlineMs` is for callers that bring none.
 */
export async function call<T>(
  { address }: Engine,
  what: string,
  options: CallOptions | undefined,
  work: (signal: AbortSignal) => Promise<T>,
  deadlineMs: number | undefined = defaultDeadlineMs,
): Promise<T> {
  return callToEnd(
    { address },
    what,
    options,
    ({ signal, stopped }) => {
      const working = work(signal)
      // When the call is stopped first, what becomes of the requests is of no interest.
      working.catch(() => undefined)
      return Promise.race([working, stopped])
    },
    deadlineMs,
  )
}

export interface Stop {
  signal: AbortSignal
  /** Fails when the call is stopped. */
  stopped: Promise<never>
}

/** The same for work that has something to clear away when it is stopped: it is waited for, and has to heed the signal itself. */
export async function callToEnd<T>(
  { address }: Pick<Engine, 'address'>,
  what: string,
  options: CallOptions | undefined,
  work: (stop: Stop) => Promise<T>,
  deadlineMs?: number,
): Promise<T> {
  const stop = stopper(what, options, deadlineMs)
  try {
    stop.signal.throwIfAborted()
    return await work(stop)
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : failureOf(error, address)
  } finally {
    stop.end()
  }
}

/** A signal that is aborted at the deadline or on cancel, with the error that says so as its reason. */
function stopper(what: string, options: CallOptions = {}, defaultMs?: number): Stop & { end(): void } {
  const controller = new AbortController()
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  stopped.catch(() => undefined)
  const stop = (error: OpsError) => {
    reject(error)
    controller.abort(error)
  }
  const cancel = () => stop(new OpsError('cancelled', `${what} was cancelled.`, 'Start it again when it is wanted.'))
  const deadlineMs = options.deadlineMs ?? defaultMs
  const late = () => {
    const seconds = ((deadlineMs ?? 0) / 1000).toFixed(1)
    stop(
      new OpsError(
        'timeout',
        `${what} was stopped at its deadline after ${seconds} s.`,
        'Give it more time, or find out what it waits for.',
      ),
    )
  }
  const timer = deadlineMs === undefined ? undefined : setTimeout(late, deadlineMs)
  options.signal?.addEventListener('abort', cancel, { once: true })
  if (options.signal?.aborted) cancel()
  return {
    signal: controller.signal,
    stopped,
    end(): void {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', cancel)
    },
  }
}
