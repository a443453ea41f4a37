import { setTimeout as pause } from 'node:timers/promises'
import { OpsError } from '../../core/error.ts'
import type { CallOptions, Tools } from '../tools.ts'
import { failureOf } from './failure.ts'
import type { PostgresServer, SqlValue } from './port.ts'
import { settings } from './quote.ts'

const defaultDeadlineMs = 60_000
/** The server looks whether psql is still there (PostgreSQL 14 and newer): what was cancelled ends there, too. */
const preamble = `select set_config(name, '500', false) from pg_settings where name = 'client_connection_check_interval' \\g /dev/null\n`
const pauseMs = 250
const patienceMs = 15_000

/** One server, and how long a call to it may take. */
export interface Session {
  docker: Tools['docker']
  server: PostgresServer
  options: CallOptions
}

export interface Script {
  database?: string | undefined
  sql: string
  parameters?: Readonly<Record<string, SqlValue>> | undefined
  /** Sentences of the server about what passes with time: it is tried again for a while. */
  passing?: RegExp | undefined
  /** For a call that brings no deadline. Default a minute. */
  deadlineMs?: number | undefined
}

/**
 * Runs a script with the server's own psql, in its container, as the admin on its local socket, and returns what it printed. Everything
 * travels by stdin. Nothing of it is written to the server's log, errors included.
 */
export async function psql(session: Session, script: Script): Promise<string> {
  const startedAt = performance.now()
  const { signal, deadlineMs = script.deadlineMs ?? defaultDeadlineMs } = session.options
  for (;;) {
    const passedMs = performance.now() - startedAt
    try {
      return await once(session, script, Math.max(1, deadlineMs - passedMs))
    } catch (error) {
      const passes = error instanceof OpsError && script.passing?.test(error.message)
      if (!passes || signal?.aborted || passedMs > Math.min(patienceMs, deadlineMs)) throw error
      await pause(pauseMs)
    }
  }
}

async function once({ docker, server, options }: Session, script: Script, deadlineMs: number): Promise<string> {
  const { database = 'postgres', sql, parameters = {} } = script
  const flags = ['--no-psqlrc', '--no-align', '--tuples-only', '--quiet', '--set=ON_ERROR_STOP=1', '--set=VERBOSITY=verbose']
  const command = {
    argv: ['psql', ...flags, `--username=${server.admin}`, `--dbname=${database}`],
    env: { LC_ALL: 'C.UTF-8', PGCLIENTENCODING: 'UTF8', PGOPTIONS: optionsOf(deadlineMs) },
    stdin: `${preamble}${settings(parameters)}${sql}\n`,
  }
  const { exitCode, stdout, stderr } = await there(docker.exec(server.container, command, { ...options, deadlineMs }), server)
  if (exitCode === 0) return stdout
  if (exitCode === 126 || exitCode === 127)
    throw new OpsError(
      'unavailable',
      `Container ${server.container} has no psql.`,
      'Use an image of PostgreSQL, which brings its client programs.',
    )
  throw failureOf(stderr, server.container)
}

/** The server stops by itself what we have given up, and keeps our statements out of its log. */
function optionsOf(deadlineMs: number): string {
  const values = {
    statement_timeout: Math.ceil(deadlineMs),
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_min_duration_statement: -1,
  }
  return Object.entries(values)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}

/** A container that is not there, or does not run, is a server that is down. */
async function there<T>(work: Promise<T>, { container }: PostgresServer): Promise<T> {
  try {
    return await work
  } catch (error) {
    const isDown = error instanceof OpsError && (error.code === 'not_found' || error.code === 'conflict')
    if (!isDown) throw error
    throw new OpsError('unavailable', `PostgreSQL is down: container ${container} is not running.`, `Start it: docker start ${container}`, {
      cause: error,
    })
  }
}
