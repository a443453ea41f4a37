import { OpsError, type Problem, problemOf } from './error.ts'
import { LogWriter, type RawLine } from './log-writer.ts'
import type { Cause, Json, JsonObject, NewEvent, RunStatus, RunView } from './run.ts'
import type { Runner } from './runner.ts'
import type { AnyRunVerb, StepTools } from './skill.ts'
import { witnessed } from './witness.ts'

/** What the runner asks of the engine: `runStep` returns the checkpoint, or does the work and checkpoints its result. */
export interface Engine {
  runStep<Result>(name: string, work: () => Promise<Result>): Promise<Result>
  /** Starts the child as a workflow of its own, or finds it, and resolves when it has ended. */
  runChild(childId: string): Promise<void>
  /** True for the error of an execution that has lost its workflow to another worker. */
  isLostOwnership(error: unknown): boolean
}

/** What the runner asks of the store. Every write redacts, and is refused once another execution has claimed the run. */
export interface Journal {
  claim(runId: string, execution: string): Promise<void>
  /** Throws what `isLostOwnership` knows when the run belongs to another execution. */
  owned(runId: string, execution: string): Promise<void>
  append(runId: string, execution: string, event: NewEvent): Promise<RunView>
  appendLog(runId: string, execution: string, chunk: { step: string; attempt: number; lines: RawLine[] }): Promise<void>
  /** True when this run, or one that called it, is to be cancelled. */
  cancelRequested(runId: string): Promise<boolean>
  interrupt(runId: string, execution: string, cause: Cause): Promise<void>
  createChild(parentId: string, childId: string, address: string, input: Record<string, unknown>): Promise<void>
  outcome(runId: string): Promise<{ status: RunStatus; output: JsonObject | null; cause: Cause | null }>
  /** Makes a step's result fit to be kept by the engine, which stores it in the clear. */
  redact<Value extends Json>(value: Value): Value
  /** The same for a log that comes line by line. */
  redactLines(): (line: string) => string
}

/** One execution of a run by one worker. `broken` is set once the engine or the store has failed: from then on nothing is undone. */
export interface Execution {
  runId: string
  execution: string
  broken: { cause: unknown } | undefined
}

type Outcome<Made> = { made: Made } | { problem: Problem; cancelled: boolean }

const defaultDeadlineMs = 600_000
/** The reason of every abort that a person asked for. */
const cancellation = new OpsError('cancelled', 'The run was cancelled.', 'Run it again when you want to.')

/** The parts of one execution that talk to the engine and the store. */
export function stepRunner(runner: Runner, state: Execution, verb: AnyRunVerb) {
  const { engine, journal } = runner
  const { runId, execution } = state

  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (state.broken) throw state.broken.cause
    try {
      return await work()
    } catch (cause) {
      state.broken ??= { cause }
      throw cause
    }
  }
  const append = (event: NewEvent) => guarded(() => journal.append(runId, execution, event))

  /** The body's own error is caught inside the engine's step and checkpointed; what comes out of `runStep` itself is the engine's. */
  const body = <Made>(
    of: 'do' | 'undo' | 'always',
    step: string,
    name: string,
    work: (tools: StepTools) => Promise<Made>,
  ): Promise<Outcome<Made>> =>
    guarded(() =>
      engine.runStep<Outcome<Made>>(name, async () => {
        const outcome = await outcomeOf(of, step, name, work)
        if (state.broken) throw state.broken.cause
        return asKept(outcome, journal)
      }),
    )

  const outcomeOf = async <Made>(
    of: 'do' | 'undo' | 'always',
    step: string,
    name: string,
    work: (tools: StepTools) => Promise<Made>,
  ): Promise<Outcome<Made>> => {
    const view = await append({ key: `${name}:attempt:${execution}`, kind: 'attempt', step, data: { worker: runner.worker, of } })
    const attempt = view.steps[step]?.attempts ?? 1
    const writer = new LogWriter((lines) => guarded(() => journal.appendLog(runId, execution, { step, attempt, lines })))
    const interruption = interruptionOf(of, step)
    try {
      await interruption.look()
      interruption.signal.throwIfAborted()
      const made = await work(stepTools(step, attempt, writer, interruption.signal))
      return { made }
    } catch (error) {
      const reason: unknown = interruption.signal.aborted ? interruption.signal.reason : error
      return { problem: problemOf(reason), cancelled: reason === cancellation }
    } finally {
      interruption.stop()
      await guarded(() => writer.flush())
    }
  }

  /** Aborts a step at its deadline and, while it does its own work, when the run is cancelled: the flag is read inside the step. */
  const interruptionOf = (of: 'do' | 'undo' | 'always', step: string) => {
    const controller = new AbortController()
    const deadlineMs = verb.deadlines?.[step] ?? defaultDeadlineMs
    const late = () =>
      controller.abort(
        new OpsError(
          'timeout',
          `“${verb.steps[step] ?? step}” took longer than ${Math.round(deadlineMs / 1000)} s.`,
          'Look at the end of its log, and run it again.',
        ),
      )
    const look = async () => {
      if (of === 'do' && (await guarded(() => journal.cancelRequested(runId)))) controller.abort(cancellation)
    }
    const timers = [setTimeout(late, deadlineMs), setInterval(() => void look().catch(() => {}), runner.cancelPollMs)]
    return { signal: controller.signal, look, stop: () => timers.forEach(clearTimeout) }
  }

  const stepTools = (step: string, attempt: number, writer: LogWriter, signal: AbortSignal): StepTools => {
    let reports = 0
    const tell = async (event: NewEvent) => {
      await guarded(() => writer.flush())
      await append(event)
    }
    let calls = 0
    const mask = journal.redactLines()
    return {
      signal,
      mask: (text) => journal.redact(text),
      log: (line, stream = 'out') => writer.add(mask(line), stream, new Date()),
      tests: (results) => tell({ key: `${step}:tests:${execution}:${reports++}`, kind: 'tests', step, data: { attempt, results } }),
      look: async (asked, input) =>
        asked.output.parse(await asked.look({ settings: runner.settings, ...runner.outside }, asked.input.parse(input))),
      tools: witnessed(runner.tools, {
        redact: (text) => journal.redact(text),
        before: () => guarded(() => journal.owned(runId, execution)),
        tell: (call) => tell({ key: `${step}:call:${execution}:${attempt}:${calls++}`, kind: 'call', step, data: { attempt, ...call } }),
      }),
    }
  }

  return { append, body, guarded }
}

/** A step's result is JSON by contract, and the engine stores it in the clear: what may not be kept is masked here. */
function asKept<Made>(outcome: Outcome<Made>, journal: Journal): Outcome<Made> {
  const json: Json = JSON.parse(JSON.stringify(outcome))
  return journal.redact(json) as Outcome<Made>
}
