import { randomUUID } from 'node:crypto'
import { access, constants, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import type { Command } from '../process.ts'
import type { CallOptions, Tools } from '../tools.ts'
import type { Address } from './address.ts'
import { failureOf, isDamaged, isLocked } from './failure.ts'

/** What a user name and a secret open, by host (`host` or `host:port`). */
export type Credentials = Record<string, { username: string; secret: string }>

export interface Workshop {
  process: Tools['process']
  mirrorFolder: string
  credentials: Credentials
  /** The environment of every git: at least PATH. */
  env: Record<string, string>
  deadlineMs: number
}

/** What one call of git needs to know: the repository, its mirror, and how long it may take. */
export interface Job {
  workshop: Workshop
  address: Address
  mirror: string
  options: CallOptions
  /** When it is to be done, by performance.now(). */
  endsAt: number
}

type Lock = 'none' | 'shared' | 'exclusive'

const busyExit = 75
const attempts = 4

export function jobFor(workshop: Workshop, address: Address, options: CallOptions = {}): Job {
  const mirror = path.join(workshop.mirrorFolder, `${address.slug}.git`)
  return { workshop, address, mirror, options, endsAt: performance.now() + (options.deadlineMs ?? workshop.deadlineMs) }
}

/** Runs git on the mirror; the result is a value. */
export async function git(job: Job, argv: string[], lock: Lock = 'none', more: Pick<Command, 'stdin' | 'maxOutputBytes'> = {}) {
  return start(job, ['git', ...argv], lock, more)
}

/** Runs git on the mirror and returns what it printed, or throws the sentence for its failure. */
export async function ask(
  job: Job,
  argv: string[],
  lock: Lock = 'none',
  more: Pick<Command, 'stdin' | 'maxOutputBytes'> = {},
): Promise<string> {
  const finished = await git(job, argv, lock, more)
  if (finished.exitCode !== 0) throw failureOf(finished.stderr, job.address)
  return finished.stdout
}

/**
 * Fetches into the mirror, which is made when absent. Only one process at a time writes into a mirror: the lock is the kernel's
 * (flock) and ends with its holder, so a `.lock` of git that is found under it was left by a killed process, and is removed.
 */
export async function fetchInto(job: Job, refspecs: string[]): Promise<void> {
  const fetch = [
    '--git-dir',
    job.mirror,
    'fetch',
    '--quiet',
    '--prune',
    '--no-tags',
    '--no-write-fetch-head',
    '--end-of-options',
    job.address.url,
    ...refspecs,
  ]
  let stderr = ''
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // Repeating init is harmless, and completes a mirror whose making was interrupted.
    const made = await git(job, ['init', '--quiet', '--bare', '--template=', job.mirror], 'exclusive')
    const finished = made.exitCode === 0 ? await git(job, fetch, 'exclusive') : made
    if (finished.exitCode === 0) return
    stderr = finished.stderr
    if (finished.exitCode === busyExit)
      throw new OpsError(
        'conflict',
        `The mirror of ${job.address.url} is being fetched by another process.`,
        'Wait for it, then run it again.',
      )
    if (isLocked(stderr)) await removeStaleLocks(job)
    else if (isDamaged(stderr, job.mirror)) await start(job, ['rm', '-rf', '--', job.mirror], 'exclusive')
    else break
  }
  throw failureOf(stderr, job.address)
}

async function removeStaleLocks(job: Job): Promise<void> {
  // Where there is no flock nobody knows whether the writer lives; no lock of git's is held for a minute.
  const age = (await hasFlock(job)) ? [] : ['-mmin', '+1']
  await start(job, ['find', job.mirror, '-name', '*.lock', '-type', 'f', ...age, '-delete'], 'exclusive')
}

async function start(job: Job, argv: string[], lock: Lock, more: Pick<Command, 'stdin' | 'maxOutputBytes'> = {}) {
  const { workshop, options } = job
  const leftMs = Math.max(1, job.endsAt - performance.now())
  const locked = lock !== 'none' && (await hasFlock(job))
  const command = {
    ...more,
    argv: locked ? [...underLock(job, lock, leftMs), ...argv] : argv,
    cwd: workshop.mirrorFolder,
    label: options.label,
  }
  try {
    return await workshop.process.run({ ...command, env: await environment(job) }, { signal: options.signal, deadlineMs: leftMs })
  } catch (error) {
    throw inOurWords(error, job)
  }
}

/** Gives up a second before the deadline, so that the answer tells what it waited for. */
function underLock(job: Job, lock: Lock, leftMs: number): string[] {
  const waitSeconds = String(Math.max(1, Math.floor(leftMs / 1000) - 1))
  const file = `${job.mirror.slice(0, -'.git'.length)}.flock`
  return ['flock', '--no-fork', `--${lock}`, '--conflict-exit-code', String(busyExit), '--wait', waitSeconds, file]
}

function inOurWords(error: unknown, job: Job): unknown {
  if (!(error instanceof OpsError)) return error
  const { url } = job.address
  if (error.code === 'cancelled') return new OpsError('cancelled', `The work of git on ${url} was cancelled.`, error.hint, { cause: error })
  if (error.code !== 'timeout') return error
  return new OpsError(
    'timeout',
    `git did not finish with ${url} in time.`,
    'The host may be slow or the repository large: give it more time.',
    { cause: error },
  )
}

async function hasFlock(job: Job): Promise<boolean> {
  const folders = (job.workshop.env.PATH ?? '').split(path.delimiter)
  const found = await Promise.all(
    folders.map((folder) =>
      access(path.join(folder, 'flock'), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true)
}

/** The complete environment of git: no configuration but ours, no questions, no hooks, no other transports. */
async function environment(job: Job): Promise<Record<string, string>> {
  const home = await homeIn(job.workshop.mirrorFolder)
  const settings: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['credential.helper', ''],
    ['gc.autoDetach', 'false'],
    ['maintenance.autoDetach', 'false'],
    ['submodule.recurse', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    ['http.followRedirects', 'false'],
    ['http.lowSpeedLimit', '100'],
    ['http.lowSpeedTime', '60'],
    ['advice.detachedHead', 'false'],
    ...authorization(job),
  ]
  const numbered = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return {
    LC_ALL: 'C',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=20',
    ...job.workshop.env,
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:git:file',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(numbered),
  }
}

/**
 * A home with one setting. Only a file reaches the git that serves a local repository, and what may be read there is decided
 * by the allow-list, not by who owns it.
 */
async function homeIn(mirrorFolder: string): Promise<string> {
  const home = path.join(mirrorFolder, '.home')
  const file = path.join(home, '.gitconfig')
  const text = '[safe]\n\tdirectory = *\n'
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return home
  await mkdir(home, { recursive: true, mode: 0o700 })
  // Another process may read it at this moment: it never sees half of it.
  const made = `${file}.${randomUUID()}`
  await writeFile(made, text)
  await rename(made, file)
  return home
}

/** The header that opens this host, for this host only. It travels in the environment: arguments are seen by everybody. */
function authorization(job: Job): [string, string][] {
  const { host, origin } = job.address
  const known = Object.hasOwn(job.workshop.credentials, host) ? job.workshop.credentials[host] : undefined
  if (origin === '' || known === undefined) return []
  if (!isPrivate(new URL(origin)))
    throw new OpsError(
      'refused',
      `The credentials for ${host} are not sent over http, where anybody can read them.`,
      'Use the https address.',
    )
  const basic = Buffer.from(`${known.username}:${known.secret}`).toString('base64')
  return [[`http.${origin}.extraHeader`, `Authorization: Basic ${basic}`]]
}

/** Encrypted, or never on a wire. */
function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
}
