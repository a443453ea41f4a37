import { OpsError } from '../../../lib/core/error.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import type { ContainerEnd } from '../../../lib/tools/docker/port.ts'
import type { Job } from '../workspace.ts'
import { containerOf, type Stack } from './stack.ts'

/** Runs Odoo in a container of the build to its end; at its deadline it is said what it was busy with. */
export async function runOdoo(
  { tools, signal }: StepTools,
  job: Job,
  stack: Stack,
  command: { argv: string[]; name?: string },
  hear: (line: string, stream: 'out' | 'err') => Promise<void>,
): Promise<ContainerEnd> {
  const deadlineMs = job.settings.testDeadlineMs
  let last = 'none'
  const onLine = (line: string, stream: 'out' | 'err') => {
    last = line
    return hear(line, stream)
  }
  try {
    return await tools.docker.run(containerOf(job, stack, command), { signal, deadlineMs, onLine })
  } catch (cause) {
    if (!(cause instanceof OpsError) || cause.code !== 'timeout') throw cause
    throw new OpsError(
      'timeout',
      `Odoo did not end within ${Math.round(deadlineMs / 1000)} s and was stopped. Its last line: ${last.slice(0, 300)}`,
      'Find out what the last test in the log waits for, or raise the deadline of tests.',
      { cause },
    )
  }
}
