import type { Actor } from '../core/policy.ts'
import { apply, emptyRun, isFinished, type RunView } from '../core/run.ts'
import type { RunRow } from '../core/store.ts'
import type { Control } from '../door/door.ts'

/** What happens to steps. */
const telling = new Set(['started', 'done', 'failed', 'undoing', 'undone', 'undo_failed'])

export interface Waiting {
  /** Aborted when the agent cancels the call, or is gone. */
  signal: AbortSignal
  /** True when the agent is gone: then its run goes on without it. */
  isGone(): boolean
  /** True in the call that made the run: cancelling it cancels the run. Who only follows one stops listening, and changes nothing. */
  isOwner: boolean
  /** Aborted when the token of the agent has ended; its reason is the refusal. */
  ended: AbortSignal
  patienceMs: number
  beatMs: number
  /** Told at each step, and at each beat between. */
  tell(done: number, message: string): void
}

/** Waits for a run's end, telling its steps; where the call that made it is cancelled, so is the run. A token that ends leaves it alone. */
export async function waitFor(
  control: Control,
  actor: Actor,
  id: string,
  { signal, isGone, isOwner, ended, patienceMs, beatMs, tell }: Waiting,
): Promise<RunRow> {
  const { title } = await control.run(actor, id)
  const over = new AbortController()
  const either = AbortSignal.any([signal, ended, over.signal])
  let view = emptyRun
  const report = () => tell(doneIn(view), messageOf(view, title))
  const beats = setInterval(report, beatMs)
  const timer = setTimeout(() => over.abort(), patienceMs)
  try {
    for await (const event of await control.follow(actor, id, 0, either)) {
      view = apply(view, event)
      if (telling.has(event.kind)) report()
      if (isFinished(view.status)) break
    }
  } finally {
    clearInterval(beats)
    clearTimeout(timer)
  }
  ended.throwIfAborted()
  if (isOwner && signal.aborted && !isGone() && !isFinished(view.status)) return control.cancel(actor, id)
  return control.run(actor, id)
}

function doneIn({ steps }: RunView): number {
  return Object.values(steps).filter(({ endedAt }) => endedAt !== null).length
}

function messageOf({ steps, status }: RunView, title: string): string {
  const current = Object.entries(steps).find(([, { startedAt, endedAt }]) => startedAt !== null && endedAt === null)
  return current ? `${title}: ${current[0]}` : `${title}: ${status}`
}
