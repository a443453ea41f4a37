import { OpsError } from '../core/error.ts'
import type { Actor } from '../core/policy.ts'
import type { ReadStore } from '../core/store.ts'

/** The environments whose runs a token sees; null where it sees all, as people do. */
function environmentsSeen({ token }: Actor): readonly string[] | null {
  return token && !token.environments.includes('*') ? token.environments : null
}

/** What the store tells an actor: a list has no run that its reader could not open for the environment that it touches. */
export function storeFor(actor: Actor, store: ReadStore): ReadStore {
  const within = environmentsSeen(actor)
  if (within === null) return store
  const runs: ReadStore['runs'] = {
    ...store.runs,
    list: (filter) => store.runs.list({ ...filter, within }),
    counts: (filter) => store.runs.counts({ ...filter, within }),
    broken: (after, only) => store.runs.broken(after, only, within),
  }
  return { ...store, runs }
}

/** The stream of open runs is one for all who look: it is not for whom some of them are hidden. */
export function refuseSome(actor: Actor): void {
  if (environmentsSeen(actor) === null) return
  throw new OpsError(
    'refused',
    `Token ${actor.token?.name} sees the runs of some environments, and this stream has all.`,
    'Ask control_room.runs.',
  )
}
