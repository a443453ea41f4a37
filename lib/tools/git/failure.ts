import { type ErrorCode, OpsError } from '../../core/error.ts'
import type { Address } from './address.ts'

type Rule = [pattern: RegExp, code: ErrorCode, message: (where: string) => string, hint: (host: string) => string]

const credentialsHint = (host: string) =>
  host === ''
    ? 'Give the user of the control room the right to read it.'
    : `Set credentials for ${host} in config/agent.yml, under credentials; for ssh, the key of the control room's user.`

const locked = /could not lock config file|\.lock': File exists|cannot lock ref/

/** What git says (with LC_ALL=C), and what it means. The first that fits is taken: rules go from the particular to the general. */
const rules: Rule[] = [
  [locked, 'conflict', (where) => `The mirror of ${where} is being written by another process.`, () => 'Wait for it, then run it again.'],
  [
    /No space left on device|Disk quota exceeded/,
    'unavailable',
    (where) => `There is no space left to fetch ${where}.`,
    () => 'Free space on the data folder, then run it again.',
  ],
  [
    /possible repository corruption/,
    'unavailable',
    (where) => `The repository at ${where} is damaged: not everything in it can be read.`,
    () => 'Run git fsck there, and clone it anew from where it came from.',
  ],
  [
    /Host key verification failed|REMOTE HOST IDENTIFICATION/,
    'unavailable',
    (where) => `The host key of ${where} is not known here, or has changed.`,
    (host) => `Compare it, then add it for the control room's user: ssh-keyscan ${host.split(':')[0]} >> ~/.ssh/known_hosts`,
  ],
  [
    /[Rr]epository .*not found|returned error: 404|does not appear to be a git repository|not exported|does not exist|no such repository|not a git repository/i,
    'not_found',
    (where) => `There is no git repository at ${where}, or it is not visible from here.`,
    (host) => `Check its address${host === '' ? '' : `; if it is private, ${credentialsHint(host).replace(/^S/, 's')}`}`,
  ],
  [
    /could not read (Username|Password)|Authentication failed|Permission denied|terminal prompts disabled|returned error: 40[13]|HTTP 40[13]|Access denied/i,
    'unavailable',
    (where) => `${where} refused access.`,
    credentialsHint,
  ],
  [
    /unable to update url base from redirection|returned error: 30\d/,
    'unavailable',
    (where) => `${where} has moved to another address.`,
    () => 'Open it in a browser and use the address that it shows.',
  ],
  [
    /certificate|SSL|TLS/,
    'unavailable',
    (where) => `The certificate of ${where} is not trusted here.`,
    () => "Add the host's certificate authority to this machine.",
  ],
  [
    /Could not resolve host(name)?|Name or service not known|Temporary failure in name resolution|unable to look up/,
    'unavailable',
    (where) => `The host of ${where} has no address.`,
    (host) => `Check the spelling of ${host}, and this machine's DNS.`,
  ],
  [
    /Connection (refused|timed out|reset)|Failed to connect|Couldn't connect|unable to connect|Network is unreachable|No route to host|Operation too slow|early EOF|hung up unexpectedly|unexpected disconnect|Empty reply|Recv failure/i,
    'unavailable',
    (where) => `${where} cannot be reached.`,
    (host) => `Check that ${host || 'it'} is up and reachable from this machine, then run it again.`,
  ],
]

/** One sentence for what git wrote to its standard error. */
export function failureOf(stderr: string, address: Address): OpsError {
  const cause = new Error(stderr.slice(-4_000))
  const rule = rules.find(([pattern]) => pattern.test(stderr))
  if (rule) return new OpsError(rule[1], rule[2](address.url), rule[3](address.host), { cause })
  return new OpsError(
    'unavailable',
    `git failed for ${address.url}: ${lastWord(stderr)}`,
    'The sentence is from git; try the same with git on this machine.',
    { cause },
  )
}

/** The line of git's that tells most: the last that it marks as an error, else the last. */
function lastWord(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const marked = lines.filter((line) => /^(fatal|error|remote: (error|fatal)):/.test(line))
  const line = (marked.at(-1) ?? lines.at(-1) ?? 'it said nothing').replace(/^(remote: )?(fatal|error): /, '')
  return `${line.slice(0, 300).replace(/\.$/, '')}.`
}

/** Another process holds, or one that was killed has left, a lock inside the mirror. */
export const isLocked = (stderr: string): boolean => locked.test(stderr)

/** The mirror itself is damaged, for example by a machine that lost its power. */
export const isDamaged = (stderr: string, mirror: string): boolean =>
  stderr.includes(`not a git repository: '${mirror}'`) ||
  /object file .* is empty|is corrupt|bad object|unable to read tree|did not send all necessary objects|broken ref|invalid sha1 pointer|unable to resolve reference|bad config line/.test(
    stderr,
  )
