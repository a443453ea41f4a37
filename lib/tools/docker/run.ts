import type { Duplex } from 'node:stream'
import { lineReader } from '../process-output.ts'
import { callToEnd } from './call.ts'
import { known, look, named } from './containers.ts'
import { create, remove, removedOnFailure } from './create.ts'
import { framesOf } from './frames.ts'
import type { ContainerEnd, DockerTool } from './port.ts'
import type { Engine } from './request.ts'

type Run = DockerTool['run']
type OnLine = NonNullable<Parameters<Run>[1]>['onLine']

/**
 * Runs a container to its end. We are attached to it rather than reading its log: the engine holds up the writer when we are slow, while
 * a log that is written faster than it is read loses what its size limit cuts away.
 */
export function runOn(engine: Engine): Run {
  return (spec, options = {}) =>
    callToEnd(engine, `The run of ${named(spec)}`, options, async ({ signal, stopped }) => {
      const id = await create(engine, { ...spec, restart: false }, signal)
      const end = await removedOnFailure(engine, id, () => Promise.race([follow(engine, id, options.onLine, signal), stopped]))
      await remove(engine, id)
      return end
    })
}

async function follow(engine: Engine, id: string, onLine: OnLine, signal: AbortSignal): Promise<ContainerEnd> {
  const ask = <Answer>(action: string) => engine.ask<Answer>({ method: 'POST', path: `/containers/${id}/${action}`, signal })
  const query = { stream: true, stdout: true, stderr: true }
  const body = { Tty: false }
  const attached = await engine.upgrade({ method: 'POST', path: `/containers/${id}/attach`, query, body, signal })
  const leave = () => attached.destroy()
  signal.addEventListener('abort', leave, { once: true })
  try {
    const startedAt = performance.now()
    await ask('start')
    // Asked from the beginning: an engine that goes away breaks this request, while the output merely ends.
    const ended = ask<{ StatusCode: number }>('wait')
    await Promise.race([readLines(attached, onLine, signal), failing(ended)])
    const { StatusCode: exitCode } = await ended
    const durationMs = Math.round(performance.now() - startedAt)
    const { outOfMemory } = known(id, await look(engine, id, signal))
    return { exitCode, outOfMemory, durationMs }
  } finally {
    leave()
    signal.removeEventListener('abort', leave)
  }
}

/** Never resolves; fails when the work fails. */
function failing(work: Promise<unknown>): Promise<never> {
  return new Promise((_resolve, reject) => work.catch(reject))
}

async function readLines(attached: Duplex, onLine: OnLine, signal: AbortSignal): Promise<void> {
  const readers = { out: lineReader(), err: lineReader() }
  for await (const { stream, chunk } of framesOf(attached)) {
    if (onLine === undefined) continue
    for (const line of readers[stream].take(chunk)) {
      await onLine(line, stream)
      // What is already here is not handed on once the run was stopped.
      signal.throwIfAborted()
    }
  }
  for (const stream of ['out', 'err'] as const) for (const line of readers[stream].end()) await onLine?.(line, stream)
}
