import { OpsError } from '../../lib/core/error.ts'
import type { StepTools } from '../../lib/core/skill.ts'
import type { Finished } from '../../lib/tools/process.ts'
import { environmentOf, type Places, placesIn, testCommand } from './command.ts'
import { ensurePrepared } from './environment.ts'
import { type LastWords, listen } from './last-words.ts'
import { type Project, runnerFor } from './project.ts'
import type { Job } from './workspace.ts'

/** One execution of the tests, observed. */
export interface Execution extends LastWords {
  exitCode: number | null
  signal: string | null
  durationMs: number
  /** The name of the report in the run's folder, new for each execution; null when none was written. */
  report: string | null
  limitsNotApplied: string[]
}

/** A word of the command for people: without the folders of this machine. */
function shortened(word: string, { folder }: Places): string {
  return word.replaceAll(`${folder}/`, '').replace(`${import.meta.dirname}/`, '')
}

/** Runs the tests to their end, whatever that is, with their output as the step's log. */
export async function execute(step: StepTools, job: Job, project: Project): Promise<Execution> {
  const { tools, log } = step
  const places = placesIn(await tools.filesystem.workFolder(job.runId))
  await ensurePrepared(step, job, project, places)
  await tools.filesystem.writeText(places.used, job.sha)
  // Outside of the tree there may be no configuration of pytest but this one.
  await tools.filesystem.writeText(`${places.folder}/pytest.ini`, '[pytest]\n')
  const report = `report-${crypto.randomUUID()}.xml`
  const argv = testCommand(runnerFor(project).runner, places, `${places.folder}/${report}`, project.leftOut)
  await log(
    `$ python ${argv
      .slice(1)
      .map((word) => shortened(word, places))
      .join(' ')}`,
  )
  const { hear, lastWords, lastLine } = listen()
  const onLine = (line: string, stream: 'out' | 'err') => {
    hear(line)
    return log(line, stream)
  }
  const command = {
    argv,
    cwd: places.tree,
    env: environmentOf(places, project.importRoots),
    label: job.runId,
    limits: job.settings.limits,
    maxOutputBytes: 1024,
  }
  const finished = await withinDeadline(
    () => tools.process.run(command, { signal: step.signal, deadlineMs: job.settings.testDeadlineMs, onLine }),
    job.settings.testDeadlineMs,
    lastLine,
  )
  return { ...endOf(finished), ...lastWords(), report: (await tools.filesystem.exists(`${places.folder}/${report}`)) ? report : null }
}

function endOf({
  exitCode,
  signal,
  durationMs,
  limitsNotApplied,
}: Finished): Pick<Execution, 'exitCode' | 'signal' | 'durationMs' | 'limitsNotApplied'> {
  return { exitCode, signal, durationMs, limitsNotApplied }
}

/** A test that never ends is told apart from a slow machine by what was printed last. */
async function withinDeadline(run: () => Promise<Finished>, deadlineMs: number, lastLine: () => string | null): Promise<Finished> {
  try {
    return await run()
  } catch (cause) {
    if (!(cause instanceof OpsError) || cause.code !== 'timeout') throw cause
    const message = `The tests did not end within ${Math.round(deadlineMs / 1000)} s and were stopped. Their last line: ${lastLine() ?? 'none'}`
    throw new OpsError('timeout', message, 'Find out what the last test in the log waits for, or raise the deadline of tests.', { cause })
  }
}
