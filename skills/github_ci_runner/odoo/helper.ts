import { OpsError } from '../../../lib/core/error.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import { environmentOf, placesIn, program, programPath } from '../command.ts'
import { endOf, type Job } from '../workspace.ts'

const deadlineMs = 300_000
const limits = { memoryBytes: 1024 ** 3, cpuSeconds: 300, fileBytes: 1024 ** 2, openFiles: 256 }
const maxOutputBytes = 64 * 1024 ** 2

interface Helper {
  /** The file beside this one, without its ending. */
  name: string
  words?: string[]
  stdin?: string
}

/**
 * Runs one of our Python programs that look at a tree which may be hostile, and returns the JSON that it printed. Errors:
 * `unavailable` when the machine's Python cannot run it; those of the process tool.
 */
export async function runHelper({ tools, signal }: StepTools, job: Job, { name, words = [], stdin }: Helper): Promise<unknown> {
  const places = placesIn(await tools.filesystem.workFolder(job.runId))
  const env = { ...environmentOf(places), PATH: programPath }
  const argv = ['python3', '-I', '-B', program(`odoo/${name}`), ...words]
  const finished = await tools.process.run(
    { argv, cwd: places.folder, env, label: job.runId, stdin, limits, maxOutputBytes },
    { signal, deadlineMs },
  )
  if (finished.exitCode === 0 && !finished.truncated) return JSON.parse(finished.stdout)
  throw new OpsError(
    'unavailable',
    `${name}.py ended with ${endOf(finished)}: ${finished.stderr.trim().replace(/^.*\n/s, '')}`,
    'It takes Python 3.8 or newer as python3, with its standard library, on the machine of the worker.',
  )
}
