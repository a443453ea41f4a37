import { enginePid } from '../../testbed/engine.ts'
import { placesOf } from '../../testbed/places.ts'
import { down, up } from '../../testbed/testbed.ts'
import type { StageResult } from './result.ts'

/** What stages that need Docker get: variables of the environment, or the sentence that says what is missing. */
interface Ready {
  env: Record<string, string>
  missing: Map<string, string>
}

export interface RaisedTestbed {
  /** Settles when the testbed is there, or cannot be had; never fails. */
  ready: Promise<Ready>
  /** Ends the work when nobody waits for it any more. */
  abort(): void
  /** Takes down the engine if this has started it, and leaves alone one that it found. Returns what went wrong. */
  lower(): Promise<StageResult | null>
}

/** Begins to bring the testbed up. */
export function raiseTestbed(say: (line: string) => void): RaisedTestbed {
  const started = Date.now()
  const stop = new AbortController()
  const places = placesOf(process.env)
  const isFound = enginePid(places.engine) !== null
  const ready = up({ places, say, signal: stop.signal }).then(
    (env) => {
      say(`up after ${((Date.now() - started) / 1000).toFixed(1)} s`)
      return { env, missing: new Map<string, string>() }
    },
    (error) => {
      if (!stop.signal.aborted) say(`${messageOf(error)}`)
      return { env: {}, missing: new Map([['docker', `no testbed: ${messageOf(error).split('\n')[0]}`]]) }
    },
  )
  return {
    ready,
    abort: () => stop.abort(new Error('it is not wanted any more')),
    async lower() {
      const begun = Date.now()
      await ready
      if (isFound || enginePid(places.engine) === null) return null
      try {
        await down({ places, say })
        return null
      } catch (error) {
        const results = [{ outcome: 'failed' as const, name: 'testbed', reason: `it could not be taken down: ${messageOf(error)}` }]
        return { stage: 'testbed', results, seconds: (Date.now() - begun) / 1000 }
      }
    },
  }
}

/** A failure of the testbed has a hint as well. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'hint' in error ? `${error.message}\n${error.hint}` : error.message
}
