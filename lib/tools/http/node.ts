import { get as getPlain, type IncomingMessage } from 'node:http'
import { get as getSecure } from 'node:https'
import { OpsError } from '../../core/error.ts'
import { failureOf } from './failure.ts'
import type { HttpAnswer, HttpTool } from './port.ts'

const defaultDeadlineMs = 10_000
const defaultMaxBytes = 64 * 1024

/** Asks with Node's own client. */
export function openHttp(): HttpTool {
  return {
    get: async (url, { signal, deadlineMs = defaultDeadlineMs, maxBytes = defaultMaxBytes } = {}) => {
      const address = addressOf(url)
      const deadline = AbortSignal.timeout(deadlineMs)
      try {
        return await answerOf(address, AbortSignal.any([deadline, ...(signal ? [signal] : [])]), maxBytes)
      } catch (error) {
        if (signal?.aborted) throw new OpsError('cancelled', `Asking ${address.host} was cancelled.`, 'Start it again when it is wanted.')
        if (!deadline.aborted) throw failureOf(error, address.host)
        const late = `${address.host} did not answer within ${(deadlineMs / 1000).toFixed(1)} s.`
        throw new OpsError('timeout', late, 'See whether it is overloaded, and whether the network reaches it from here.')
      }
    },
  }
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url
  throw new OpsError('invalid', 'That is no address of http or https without credentials.', 'Correct it in config/agent.yml.')
}

/** A connection is never kept: what is asked is whether one can be had now. */
async function answerOf(url: URL, signal: AbortSignal, maxBytes: number): Promise<HttpAnswer> {
  signal.throwIfAborted()
  const headers = { accept: '*/*', 'user-agent': 'devops-agent' }
  const get = url.protocol === 'https:' ? getSecure : getPlain
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent: false, signal, headers }, resolve).on('error', reject)
  })
  const { bytes, isCut } = await beginningOf(answer, maxBytes)
  return { status: answer.statusCode ?? 0, body: bytes.toString('utf8'), isCut, location: answer.headers.location ?? null }
}

/** What comes after the limit is not waited for. */
async function beginningOf(answer: IncomingMessage, maxBytes: number): Promise<{ bytes: Buffer; isCut: boolean }> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer) {
    parts.push(part)
    size += part.length
    if (size > maxBytes) break
  }
  return { bytes: Buffer.concat(parts).subarray(0, maxBytes), isCut: size > maxBytes }
}
