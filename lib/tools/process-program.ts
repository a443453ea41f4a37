import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { type ErrorCode, OpsError } from '../core/error.ts'

const defaultPath = '/usr/local/bin:/usr/bin:/bin'

/** The absolute path of a program, searched along `path` unless its name has a slash; undefined when it is not there. */
export function findProgram(name: string, path: string | undefined, cwd: string): string | undefined {
  const candidates = name.includes('/') ? [resolve(cwd, name)] : (path ?? defaultPath).split(delimiter).map((folder) => join(folder, name))
  return candidates.find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Refuses what no operating system can carry, before anything is started. */
export function checkCommand(command: { argv: readonly string[]; cwd: string; env: Record<string, string> }): void {
  const [name] = command.argv
  if (name === undefined || name === '') throw new OpsError('invalid', 'The command is empty.', 'Give at least the name of a program.')
  const words = [...command.argv, command.cwd, ...Object.keys(command.env), ...Object.values(command.env)]
  if (words.some((word) => word.includes('\0')))
    throw new OpsError(
      'invalid',
      `The command ${JSON.stringify(name.slice(0, 80))} contains a NUL byte.`,
      'Remove it: no argument or variable can carry one.',
    )
  if (!isFolder(command.cwd))
    throw new OpsError('not_found', `The folder ${command.cwd} for ${name} is missing.`, 'Make the folder, or run in another one.')
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** A command as a person would type it, at most 200 characters. */
export function shown(argv: readonly string[]): string {
  const text = argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

export function programMissing(name: string, path: string | undefined): OpsError {
  const where = name.includes('/') ? 'as an executable file' : `in ${path ?? defaultPath}`
  return new OpsError('not_found', `The program ${name} was not found ${where}.`, `Install ${name}, or correct PATH.`)
}

/** Why a program that exists could not be started. */
export function startFailure(cause: unknown, argv: readonly string[]): OpsError {
  const code = codeOf(cause)
  const [, kind, hint] = reasons.find(([codes]) => codes.includes(code)) ?? otherReason
  return new OpsError(kind, `${shown(argv)} could not be started: ${code}.`, hint, { cause })
}

type Reason = [codes: string[], kind: ErrorCode, hint: string]
const otherReason: Reason = [[], 'unavailable', 'The machine may be out of processes, memory or file handles.']
const reasons: Reason[] = [
  [['E2BIG'], 'invalid', 'It is longer than the system allows: pass the values by standard input or a file.'],
  [['ENOENT', 'EACCES'], 'not_found', 'The interpreter in its first line may be missing.'],
]

/** The system's name of an error, for example `ENOENT`. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)
}
