import { stripVTControlCharacters } from 'node:util'
import { OpsError } from '../core/error.ts'
import { reasonOf } from '../core/ladder.ts'
import { touchedBy } from '../core/plan.ts'
import type { Actor } from '../core/policy.ts'
import { route } from '../core/router.ts'
import { isFinished } from '../core/run.ts'
import type { OpenRuns, RunRow } from '../core/store.ts'
import { appendIn } from '../store/append.ts'
import { archiveOf } from '../store/archive.ts'
import { addAudit } from '../store/audit.ts'
import { cancelQueued } from '../store/engine.ts'
import type { LiveEvent } from '../store/feed.ts'
import { Followers } from '../store/follow.ts'
import { mostLines } from '../store/log.ts'
import { OpenRunsFeed } from '../store/open-runs.ts'
import type { Guard, House } from './guard.ts'
import { refuseSome } from './seen-by.ts'

export type RunDoor = ReturnType<typeof openRuns>

/** What can be done with a run that is there. */
export function openRuns({ prisma, store, wake, dataDir, verbs, modes }: House, { allow, refuseSecrets }: Guard) {
  const followers = new Followers({ store, wake })
  const openFeed = new OpenRunsFeed({ store, wake })

  async function known(id: string): Promise<RunRow> {
    const [row, other] = await store.runs.find(id)
    if (!row) throw new OpsError('not_found', `No run ${id.slice(0, 40)} here.`, 'It may have been deleted or belong to another project.')
    if (other) throw new OpsError('invalid', `${id} begins the ids of several runs.`, 'Give more of it.')
    return row
  }

  /** A run by its id or an unambiguous beginning of it; `by` is the question that is asked of it, where one is. */
  async function run(actor: Actor, id: string, by?: string): Promise<RunRow> {
    await allow(actor, { may: 'read_run' }, 'run.read', id.slice(0, 40))
    const row = await known(id)
    await allow(actor, { may: 'read_run', by, ...touchedBy(row) }, 'run.read', row.id)
    return row
  }

  /** Ends a run: at once when it has not begun, else after what it made is undone. To refuse one that waits is the same, with the reason. */
  async function cancel(actor: Actor, wanted: string, why?: string): Promise<RunRow> {
    const row = await run(actor, wanted)
    const { id, startedBy } = row
    await allow(actor, { may: 'cancel_run', startedBy, ...touchedBy(row) }, 'run.cancel', id)
    await refuseSecrets(actor, why, 'run.cancel', id)
    const reason = reasonOf(why)
    const told = reason === null ? {} : { reason }
    await prisma.$transaction(async (tx) => {
      const { status } = await tx.run.update({ where: { id }, data: { cancelRequested: true }, select: { status: true } })
      if (isFinished(statusOf(status)))
        throw new OpsError('conflict', `Run ${id} has ended already: ${status.replace('_', ' ')}.`, 'There is nothing to cancel.')
      await addAudit(tx, { actor, action: 'run.cancel', target: id, outcome: 'done', details: told })
      await appendIn(tx, id, null, { key: 'run:cancel_requested', kind: 'cancel_requested', data: { by: actor.name, ...told } })
      if (status !== 'waiting' && !(await cancelQueued(tx, id))) return
      const word = status === 'waiting' && startedBy !== actor.id ? 'Refused' : 'Cancelled'
      const cause = {
        code: 'cancelled',
        message: `${word} by ${actor.name} before it began${reason === null ? '' : `, because “${reason}”`}.`,
        hint: 'Nothing was changed.',
        step: '',
      } as const
      await appendIn(tx, id, null, { key: 'run:finished', kind: 'finished', data: { status: 'cancelled', cause, output: null, left: [] } })
    })
    return run(actor, id)
  }

  /** Events after `after`, then live, until the run's last one or the signal. */
  async function followRun(actor: Actor, wanted: string, after: number, signal: AbortSignal): Promise<AsyncGenerator<LiveEvent>> {
    const { id } = await run(actor, wanted)
    return followers.follow(id, after, signal)
  }

  /** The same, as many events at once as there are. */
  async function followInBatches(actor: Actor, wanted: string, after: number, signal: AbortSignal): Promise<AsyncGenerator<LiveEvent[]>> {
    const { id } = await run(actor, wanted)
    return followers.batches(id, after, signal)
  }

  /** All runs that have not ended, whole when they are others than `known` and after each change: what `control_room.runs` lists, live. */
  async function followOpen(actor: Actor, known: number, signal: AbortSignal): Promise<AsyncGenerator<OpenRuns[]>> {
    const { address, verb } = route(verbs, 'control_room.runs')
    await allow(actor, { may: 'use', address, verb, modes }, 'verb.ask', address)
    refuseSome(actor)
    return openFeed.follow(known, signal)
  }

  /** Where a queued run stands, and who holds its lock. */
  async function place(actor: Actor, wanted: string) {
    const { id } = await run(actor, wanted)
    return store.runs.place(id)
  }

  /** A run's whole log as plain text, in pieces; escape sequences are left out. */
  async function* logText(actor: Actor, wanted: string): AsyncGenerator<string> {
    const { id, view } = await run(actor, wanted)
    for (let from = 1; from <= view.lines; from += mostLines) {
      const lines = await store.runs.log(id, from, mostLines)
      yield lines.map(({ at, text }) => `${at} ${stripVTControlCharacters(text)}\n`).join('')
    }
  }

  /** A run's evidence pack as a compressed archive, and what to call it. */
  async function evidenceArchive(actor: Actor, wanted: string) {
    const { id } = await run(actor, wanted)
    const row = await store.evidence.get(id)
    if (!row) throw new OpsError('not_found', `Run ${id} has no evidence pack yet.`, 'It is packed when the run has ended.')
    return { name: `evidence-${id}`, archive: await archiveOf(dataDir, row) }
  }

  return { run, cancel, follow: followRun, followInBatches, followOpen, place, logText, evidenceArchive }
}

/** The column holds what `apply` returned. */
function statusOf(column: string): RunRow['status'] {
  return column as RunRow['status']
}
