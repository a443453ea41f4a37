import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { OpsError } from '../core/error.ts'
import { createDatabase, databaseAnswers } from './ask-database.ts'
import { admit } from './data-folder.ts'
import { choosePort, rememberedPort } from './ports.ts'
import { type PostgresPrograms, postgresPrograms } from './postgres-programs.ts'
import { postgresUser, type SystemUser } from './postgres-user.ts'
import { forgetDeadPostmaster, postmasterOf } from './postmaster.ts'
import { isAlive } from './process-identity.ts'
import { run } from './run.ts'
import { openSecrets } from './secrets.ts'

/** The PostgreSQL of a data folder. Its server outlives the process that started it; the next start adopts it. */
export interface Postgres {
  readonly url: string
  /** True when the server was running before. */
  readonly adopted: boolean
  /** The folder of its files. */
  readonly home: string
  /** True while its first process is there; says nothing about whether it answers. */
  isAlive(): boolean
  /** Starts it again at the same address; a server that is there but does not answer is ended first. */
  restart(): Promise<void>
  /** Ends it: in an orderly way, at once when that takes over 20 s, and by force when it hangs. */
  stop(options?: { atOnce: boolean }): Promise<void>
}

interface Server {
  home: string
  programs: PostgresPrograms
  user: SystemUser | undefined
  rootUrl: string
}

const databaseName = 'control_room'
const comeUpMs = 60_000

/** Starts the embedded PostgreSQL in `dataDir`/postgres, making it on the first start, or adopts the one that runs there. */
export async function startPostgres(dataDir: string): Promise<Postgres> {
  const user = await postgresUser()
  if (user) admit(dataDir, user)
  const programs = postgresPrograms(user)
  const home = path.join(dataDir, 'postgres')
  const password = openSecrets(dataDir).databasePassword
  if (!existsSync(home)) await initialise({ home, programs, user, password })
  const urlAt = (port: number, name: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`
  const kept = rememberedPort(dataDir, 'postgres')
  const adopted = kept !== undefined && postmasterOf(home) !== null && (await settled(home, urlAt(kept, 'postgres')))
  const port = adopted ? kept : await choosePort(dataDir, 'postgres', [kept])
  const server = { home, programs, user, rootUrl: urlAt(port, 'postgres') }
  if (!adopted) await bringUp(server, port)
  const url = urlAt(port, databaseName)
  await createDatabase(url)
  let first = postmasterOf(home)
  return {
    url,
    adopted,
    home,
    isAlive: () => first !== null && isAlive(first.pid, first.started),
    restart: async () => {
      if (postmasterOf(home) !== null) await end(server, ['immediate'])
      await bringUp(server, port)
      first = postmasterOf(home)
    },
    stop: ({ atOnce } = { atOnce: false }) => end(server, atOnce ? ['immediate'] : ['fast', 'immediate']),
  }
}

async function initialise({ home, programs, user, password }: Omit<Server, 'rootUrl'> & { password: string }): Promise<void> {
  const draft = `${home}.new`
  const passwordFile = `${home}.password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const file of [draft, passwordFile]) chownSync(file, user.uid, user.gid)
  try {
    const options = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C']
    await run(programs.initdb, ['-D', draft, ...options], as(user, draft))
    writeFileSync(path.join(draft, 'postgresql.conf'), "include 'control-room.conf'\n", { flag: 'a' })
    renameSync(draft, home)
  } finally {
    rmSync(passwordFile)
  }
}

async function bringUp(server: Server, port: number): Promise<void> {
  const { home, programs, user, rootUrl } = server
  const settings = path.join(home, 'control-room.conf')
  writeFileSync(settings, settingsFor(port), { mode: 0o600 })
  if (user) chownSync(settings, user.uid, user.gid)
  forgetDeadPostmaster(home)
  // After a kill -9 its other processes hold the shared memory for a moment: until then a start is refused.
  for (const end = Date.now() + comeUpMs; ; ) {
    try {
      // pg_ctl gives the server a session of its own: the terminal's Ctrl-C does not reach it before its clients.
      return void (await run(programs.pgCtl, ['start', '-w', '-s', '-D', home, '-l', path.join(home, 'start.log')], as(user, home)))
    } catch (error) {
      if (await settled(home, rootUrl)) return
      if (Date.now() > end || !isBusy(home)) throw notStarted(home, error)
      await pause(200)
    }
  }
}

function settingsFor(port: number): string {
  return `listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
`
}

/** Waits while a server of this folder is coming up, recovering or going down: true when it answers, false when it is gone. */
async function settled(home: string, url: string): Promise<boolean> {
  for (const end = Date.now() + comeUpMs; postmasterOf(home) !== null; await pause(50)) {
    if (await databaseAnswers(url)) return true
    if (Date.now() > end) {
      throw new OpsError(
        'unavailable',
        `A PostgreSQL runs in ${home} but does not answer.`,
        `Its log is in ${home}/log; its process is ${postmasterOf(home)?.pid}.`,
      )
    }
  }
  return false
}

/** In order, then at once, then by SIGKILL: a server that hangs hears no other signal. */
async function end({ home, programs, user }: Server, modes: ('fast' | 'immediate')[]): Promise<void> {
  for (const mode of modes) {
    if (postmasterOf(home) === null) return
    const deadline = mode === 'fast' ? '20' : '3'
    await run(programs.pgCtl, ['stop', '-w', '-s', '-t', deadline, '-m', mode, '-D', home], as(user, home)).catch(() => {})
  }
  const first = postmasterOf(home)
  if (first === null) return
  process.kill(first.pid, 'SIGKILL')
  while (isAlive(first.pid, first.started)) await pause(20)
}

function isBusy(home: string): boolean {
  return readFileSync(path.join(home, 'start.log'), 'utf8').slice(-2000).includes('still in use')
}

function notStarted(home: string, cause: unknown): OpsError {
  return new OpsError('unavailable', `PostgreSQL does not start in ${home}.`, `Why is in ${home}/start.log and ${home}/log.`, { cause })
}

function as(user: SystemUser | undefined, cwd: string) {
  return { cwd, ...(user && { uid: user.uid, gid: user.gid }) }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
