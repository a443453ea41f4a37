import { type ErrorCode, OpsError } from '../../core/error.ts'

const startHint = 'Start Docker, or run npm run testbed.'

/** Why nothing answers, by the system's error code. */
const unreachable: Record<string, [message: (address: string) => string, hint: string]> = {
  ENOENT: [(address) => `There is no Docker engine at ${address}: the socket does not exist.`, startHint],
  ECONNREFUSED: [(address) => `There is no Docker engine at ${address}: nobody listens there.`, startHint],
  ENOTFOUND: [(address) => `The Docker engine ${address} cannot be reached: its host has no address.`, 'Check DOCKER_HOST.'],
  EACCES: [
    (address) => `The Docker engine at ${address} does not let this user in.`,
    "Add the control room's user to the group of the socket (usually docker), and start the control room again.",
  ],
}
unreachable.EPERM = unreachable.EACCES ?? [String, '']

type Rule = [pattern: RegExp, code: ErrorCode, hint: string]

/** What an engine says, and what it means where its status does not tell. */
const rules: Rule[] = [
  [
    /no space left on device|disk quota exceeded/i,
    'unavailable',
    'Free space where Docker keeps its data (docker system df shows what uses it).',
  ],
  [/address pool|available network/i, 'unavailable', 'Remove networks that nobody uses: docker network prune.'],
  [/network \S+ not found/i, 'not_found', 'Somebody has removed it: docker network prune does, while no container of it runs.'],
  [/is not connected to/i, 'not_found', 'Somebody else disconnected it.'],
  [/has active endpoints|already exists in network|volume is in use|is being used by/i, 'conflict', 'Remove what uses it, then try again.'],
]

const byStatus: Record<number, [code: ErrorCode, hint: string]> = {
  400: ['invalid', 'The sentence is from the Docker engine.'],
  404: ['not_found', 'Look at what is on the engine: docker ps --all, docker images, docker network ls, docker volume ls.'],
  409: ['conflict', 'Remove what has the name or uses it, or wait for it.'],
}
const unknownStatus: [ErrorCode, string] = [
  'unavailable',
  'The sentence is from the Docker engine; its own log tells more (journalctl -u docker).',
]

/** What dockerode or a socket threw, in our words; what is neither stays as it is. */
export function failureOf(error: unknown, address: string): unknown {
  if (error instanceof OpsError || !(error instanceof Error)) return error
  const status = numberAt(error, 'statusCode')
  if (status !== undefined) return refusal(error, status)
  const code = 'code' in error ? String(error.code) : ''
  const known = unreachable[code]
  if (known) return new OpsError('unavailable', known[0](address), known[1], { cause: error })
  if (!/^(E[A-Z]+|HPE_\w+|ERR_STREAM_PREMATURE_CLOSE)$/.test(code)) return error
  return new OpsError(
    'unavailable',
    `The connection to the Docker engine at ${address} broke: ${code}.`,
    'See whether it runs, then try again.',
    {
      cause: error,
    },
  )
}

function refusal(error: Error, status: number): OpsError {
  const sentence = sentenceOf(error)
  const rule = rules.find(([pattern]) => pattern.test(sentence))
  const [code, hint] = rule ? [rule[1], rule[2]] : (byStatus[status] ?? unknownStatus)
  return new OpsError(code, `Docker: ${sentence}`, hint, { cause: error })
}

/** The engine's own sentence: dockerode puts the status before it. */
function sentenceOf(error: Error): string {
  const said = 'json' in error && error.json && typeof error.json === 'object' && 'message' in error.json ? String(error.json.message) : ''
  const text = (said || error.message.replace(/^\(HTTP code \d+\) .*? - /, '')).trim().replace(/\.$/, '')
  return `${text.slice(0, 600)}.`
}

function numberAt(error: Error, key: string): number | undefined {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'number' ? value : undefined
}

/** The engine's status of an error that was mapped, undefined when it never answered. */
export function statusOf(error: unknown): number | undefined {
  const cause = error instanceof OpsError ? error.cause : error
  return cause instanceof Error ? numberAt(cause, 'statusCode') : undefined
}

/** The answer, or `instead` when the engine says that there is no such thing (or that it is so already). */
export async function unless<T>(statuses: readonly number[], instead: T, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const status = statusOf(error)
    if (status !== undefined && statuses.includes(status)) return instead
    throw error
  }
}
