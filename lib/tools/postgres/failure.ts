import { type ErrorCode, OpsError } from '../../core/error.ts'

/** The server's error codes (PostgreSQL's manual, appendix A), from the particular to the general; everything else is `invalid`. */
const states: [beginning: string, code: ErrorCode, hint: string][] = [
  ['42P04', 'conflict', 'Drop it when nobody needs it, or choose another name.'],
  ['42710', 'conflict', 'It exists already.'],
  ['55006', 'conflict', 'Wait until its connections have ended.'],
  ['2BP01', 'conflict', 'Drop what depends on it first.'],
  ['3D000', 'not_found', 'Look at the list of databases.'],
  ['42704', 'not_found', 'Look at the list of roles.'],
  ['57014', 'timeout', 'Give it more time, or find out what it waits for.'],
  ['53', 'unavailable', 'The server has no space, memory or connection left.'],
  ['57P', 'unavailable', 'Wait until the server is up, then try again.'],
  ['08', 'unavailable', 'Look at the log of the container.'],
]

const refusals: [pattern: RegExp, code: ErrorCode, hint: string][] = [
  [/database ".*" does not exist/, 'not_found', 'Look at the list of databases.'],
  [/role ".*" does not exist/, 'not_found', 'Look at the list of roles.'],
  [/not currently accepting connections/, 'conflict', 'It is a template: it is only copied.'],
]

/** `XX000` is whatever the server could not do itself, but for what two do at once. */
function internal(sentence: string, container: string): (typeof states)[number] {
  if (/concurrently/.test(sentence)) return ['XX000', 'conflict', 'Try again: somebody else changes the same.']
  return ['XX000', 'unavailable', `The server could not do its own work: docker logs ${container} tells why, and often its disk is full.`]
}

/** What psql wrote to its standard error, as one sentence of ours. `VERBOSITY verbose` puts the code before the server's words. */
export function failureOf(stderr: string, container: string): OpsError {
  const cause = new Error(stderr.slice(0, 4_000))
  const told = /(?:ERROR|FATAL|PANIC): {2}(?<state>[0-9A-Z]{5}): (?<sentence>.*)/.exec(stderr)?.groups
  if (told?.state !== undefined) {
    const [, code, hint] = [internal(told.sentence ?? '', container), ...states].find(([beginning]) =>
      told.state?.startsWith(beginning),
    ) ?? ['', 'invalid' as const, 'The sentence is from PostgreSQL.']
    return new OpsError(code, `PostgreSQL: ${sentenceOf(told.sentence ?? '')}`, hint, { cause })
  }
  // It was not let in, or nobody was there.
  const line = stderr.split('\n').find((one) => one.trim() !== '') ?? 'psql said nothing'
  const [, code, hint] = refusals.find(([pattern]) => pattern.test(line)) ?? [
    '',
    'unavailable' as const,
    `Look at docker logs ${container}.`,
  ]
  return new OpsError(code, `PostgreSQL in container ${container}: ${sentenceOf(line.replace(/^.*(FATAL|error): +/, ''))}`, hint, {
    cause,
  })
}

function sentenceOf(text: string): string {
  return `${text.trim().slice(0, 600).replace(/\.$/, '')}.`
}
