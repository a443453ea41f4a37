import type { ImageInspectInfo } from 'dockerode'
import { OpsError } from '../../core/error.ts'
import { call } from './call.ts'
import { failureOf, unless } from './failure.ts'
import { jsonLines } from './logs.ts'
import type { DockerTool, ImageFacts } from './port.ts'
import { type Engine, part } from './request.ts'

const pullMs = 1_800_000

interface Progress {
  status?: string
  id?: string
  error?: string
}

/** What images the engine has, and how it gets more. */
export function imagesOn(engine: Engine): Pick<DockerTool, 'image' | 'pull'> {
  const find = async (name: string, signal: AbortSignal) => {
    const answer = engine.ask<ImageInspectInfo>({ method: 'GET', path: `/images/${part(name)}/json`, signal })
    const found = await unless([404], null, answer)
    return found === null ? null : factsOf(found)
  }
  return {
    image: (name, options) => call(engine, `The look for image ${name}`, options, (signal) => find(name, signal)),
    pull: (name, options) =>
      call(
        engine,
        `The pull of image ${name}`,
        options,
        async (signal) => {
          const present = await find(name, signal)
          if (present) return present
          await fetch(engine, name, signal, async (line) => options?.onLine?.(line, 'out'))
          const found = await find(name, signal)
          if (found) return found
          throw notToBeHad(name, 'The engine says that it has it, and does not show it.')
        },
        pullMs,
      ),
  }
}

async function fetch(engine: Engine, name: string, signal: AbortSignal, tell: (line: string) => Promise<void>): Promise<void> {
  const said = new Set<string>()
  const hear = async ({ status, id, error }: Progress) => {
    if (error !== undefined) throw notToBeHad(name, error)
    const line = [id, status].filter((one) => one !== undefined).join(': ')
    // The same words come again with every piece that was loaded.
    if (said.has(line)) return
    said.add(line)
    await tell(line)
  }
  try {
    // Without a tag the engine would fetch every one there is.
    const query = { fromImage: /[:@][^/]*$/.test(name) ? name : `${name}:latest` }
    await jsonLines(await engine.read({ method: 'POST', path: '/images/create', query, signal }), hear)
  } catch (error) {
    const failure = failureOf(error, engine.address)
    if (failure instanceof OpsError && failure.code === 'not_found') throw notToBeHad(name, failure.message)
    if (failure instanceof OpsError && /^Docker: /.test(failure.message) && failure.code === 'unavailable')
      throw notToBeHad(name, failure.message)
    throw error
  }
}

function notToBeHad(name: string, reason: string): OpsError {
  const words = reason.replace(/^Docker: /, '').replace(/\.$/, '')
  const hint = 'Check its name, load it into the engine (docker load), or see that the engine reaches the registry.'
  return new OpsError('unavailable', `The image ${name} is not on the engine and cannot be pulled: ${words}.`, hint)
}

function factsOf({ Id, RepoTags, Size, Config }: ImageInspectInfo): ImageFacts {
  return { id: Id, tags: RepoTags, sizeBytes: Size, labels: Config.Labels ?? {} }
}
