import type { JsonObject } from '../../lib/core/run.ts'

/** A read that the server refused or could not do: its sentence, its hint, its HTTP status (0 when there was no answer). */
export class AskFailed extends Error {
  readonly hint: string
  readonly status: number
  constructor(message: string, hint: string, status: number) {
    super(message)
    this.name = 'AskFailed'
    this.hint = hint
    this.status = status
  }
}

/** What is said of a reading that somebody gave up. */
export const stopped = new AskFailed('Reading was stopped.', 'What is shown is whole as far as it goes.', 0)

/** Asks a verb that only reads. `Answer` is what that verb's output schema promises: the server has checked it against that. */
export async function askServer<Answer>(address: string, input: JsonObject, signal?: AbortSignal): Promise<Answer> {
  const response = await send(address, input, signal)
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return asAnswer<Answer>(body)
  const { message, hint } = problemIn(body)
  throw new AskFailed(message ?? `The control room answered ${response.status}.`, hint ?? 'Try again in a moment.', response.status)
}

async function send(address: string, input: JsonObject, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(`/api/skills/${address.replace('.', '/')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(input),
      signal: signal ?? null,
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new AskFailed('The control room did not answer.', 'Check the connection. What is shown is what was known before.', 0)
  }
}

/** The server's own output schema vouches for the shape. */
function asAnswer<Answer>(body: unknown): Answer {
  return body as Answer
}

function problemIn(body: unknown): { message?: string; hint?: string } {
  if (typeof body !== 'object' || body === null) return {}
  const problem = 'error' in body && typeof body.error === 'object' && body.error !== null ? body.error : body
  return {
    ...('message' in problem && typeof problem.message === 'string' ? { message: problem.message } : {}),
    ...('hint' in problem && typeof problem.hint === 'string' ? { hint: problem.hint } : {}),
  }
}
