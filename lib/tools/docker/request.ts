import { Agent } from 'node:http'
import type { Duplex, Readable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import Docker from 'dockerode'
import { placeOf } from './address.ts'

/** One request to an engine; names that become part of `path` go through `part`. */
interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Record<string, unknown> | undefined
  body?: object | undefined
  /** Sent as it is, a tar archive. */
  archive?: Readable | undefined
  signal?: AbortSignal | undefined
}

/** One engine, and how it is called in messages. */
export interface Engine {
  address: string
  /** The answer's JSON. `Answer` names what of it is used: the shapes are those of the Docker Engine API, 1.41 and newer. */
  ask<Answer>(request: Request): Promise<Answer>
  /** The answer as it comes. */
  read(request: Request): Promise<Readable>
  /** The connection itself, once the engine has agreed to talk on it in both directions. */
  upgrade(request: Request & { body: object }): Promise<Duplex>
}

const statusCodes = { 200: true, 201: true, 204: true }

/** Speaks with an engine through dockerode's modem, which takes a signal for every request and puts nothing but `query` into the address. */
export function openEngine(address: string): Engine {
  const place = placeOf(address)
  // A connection that is kept would be found dead after a restart of the engine. Undefined keeps out what the environment says.
  const options = { host: undefined, ...place, protocol: 'http', agent: new Agent({ keepAlive: false }) } as const
  const { modem } = new Docker(options)
  // Always as a stream: of an answer that is cut off in its middle the modem itself would never tell.
  const dial = (request: Request, more: object = {}) =>
    new Promise<unknown>((resolve, reject) => {
      const { method, path, query = {}, body = {}, archive, signal } = request
      const rest = {
        statusCodes,
        ...(signal ? { abortSignal: signal } : {}),
        ...(archive ? { file: archive } : {}),
        isStream: true,
        ...more,
      }
      const whole = { path: `${path}?`, method, options: { _query: query, _body: body }, ...rest }
      modem.dial(whole, (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer)))
    })
  return {
    address,
    ask: async <Answer>(request: Request) => {
      const text = await textOf(answerAs<Readable>(await dial(request)))
      return answerAs<Answer>(text === '' ? null : JSON.parse(text))
    },
    read: async (request) => answerAs<Readable>(await dial(request)),
    upgrade: async (request) => answerAs<Duplex>(await dial(request, { hijack: true })),
  }
}

/** A name as one part of a path. */
export const part = encodeURIComponent

/** The engine's API, or the modem for streams, guarantees the shape. */
function answerAs<Answer>(answer: unknown): Answer {
  return answer as Answer
}
