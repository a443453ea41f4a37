import type { Actor } from '../core/policy.ts'
import { apply, emptyRun, isFinished, type RunView } from '../core/run.ts'
import type { RunRow } from '../core/store.ts'
import type { Control } from '../door/door.ts'

/** Many clients give up a call after a minute, and cancel it then: a run that takes longer is answered for before, and goes on. */
export const patienceMs = 50_000
const beatMs = 5_000
/** What happens to steps. */
const telling = new Set(['started', 'done', 'failed', 'undoing', 'undone', 'undo_failed'])

export interface Waiting {
  /** Aborted when the agent cancels the call, or is gone. */
  signal: AbortSignal
  /** True when the agent is gone: then its run goes on without it. */
  isGone(): boolean
  /** True in the call that made the run: cancelling it cancels the run. Who only follows one stops listening, and changes nothing. */
  isOwner: boolean
  patienceMs: number
  /** Told at each step, and every few seconds between. `done` grows each time. */
  tell(done: number, message: string): void
}

/** Waits for a run's end, telling its steps; where the call that made it is cancelled, so is the run. */
export async function waitFor(
  control: Control,
  actor: Actor,
  id: string,
  { signal, isGone, isOwner, patienceMs: most, tell }: Waiting,
): Promise<RunRow> {
  const { title } = await control.run(actor, id)
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  let view = emptyRun
  let told = 0
  const report = () => {
    told = Math.max(told + 0.001, doneIn(view))
    tell(told, messageOf(view, title))
  }
  const beats = setInterval(report, beatMs)
  const timer = setTimeout(() => over.abort(), most)
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
