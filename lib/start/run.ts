import { execFile } from 'node:child_process'
import { OpsError } from '../core/error.ts'

export interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  uid?: number
  gid?: number
  timeout?: number
}

/** Runs a program to its end and returns what it printed. A program that is absent or fails becomes a sentence with its last line. */
export function run(program: string, args: string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { ...options, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout)
      if (error.code === 'ENOENT')
        return reject(
          new OpsError('unavailable', `The program ${program} was not found.`, `Install it, then start again.`, { cause: error }),
        )
      const said = (stderr.trim() || stdout.trim()).split('\n').slice(-3).join(' ')
      const how = error.signal ? `was ended by ${error.signal}` : `ended with ${error.code}`
      reject(
        new OpsError(
          'unavailable',
          `${program} ${args[0] ?? ''} ${how}: ${said || 'it said nothing'}`,
          'Mend what it says, then start again.',
          { cause: error },
        ),
      )
    })
  })
}
