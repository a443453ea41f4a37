import { call } from './call.ts'
import { patiently } from './create.ts'
import { unless } from './failure.ts'
import { fill } from './fill.ts'
import { hasLabels, taken } from './networks.ts'
import type { DockerTool, Labels } from './port.ts'
import { type Engine, part } from './request.ts'

/** The volumes of an engine. */
export function volumesOn(engine: Engine): Pick<DockerTool, 'createVolume' | 'removeVolume' | 'fillVolume'> {
  return {
    createVolume: ({ name, labels }, options) =>
      call(engine, `The making of volume ${name}`, options, async (signal) => {
        const body = { Name: name, Labels: labels }
        // The engine answers with the one that is there, if there is one.
        const made = await engine.ask<{ Labels: Labels | null }>({ method: 'POST', path: '/volumes/create', body, signal })
        if (!hasLabels(made.Labels, labels)) throw taken('volume', name)
      }),
    removeVolume: (name, options) => call(engine, `The removal of volume ${name}`, options, (signal) => removeVolume(engine, name, signal)),
    fillVolume: (volume, source, options) => fill(engine, volume, source, options),
  }
}

/** Removes a volume; nothing happens when it is gone. Whoever leaves it in this moment is waited for. */
export async function removeVolume(engine: Engine, name: string, signal: AbortSignal): Promise<void> {
  const request = { method: 'DELETE', path: `/volumes/${part(name)}`, signal } as const
  await patiently(engine, () => unless([404], undefined, engine.ask<unknown>(request)), signal)
}
