import type { Tools } from '../tools/tools.ts'
import { problemOf, StepFailed } from './error.ts'
import type { Cause, RunStatus } from './run.ts'
import type { Address, AnyRunVerb, Context, Outside, Settings, StepTools, Verdict } from './skill.ts'
import { type Engine, type Execution, type Journal, stepRunner } from './step.ts'
import type { ReadStore } from './store.ts'

/** What a worker brings to each run that it executes. */
export interface Runner {
  engine: Engine
  journal: Journal
  tools: Tools
  store: ReadStore
  settings: Settings
  /** What questions may look at. */
  outside: Outside
  /** The worker's id and the birth of this process, for people. */
  worker: string
  cancelPollMs: number
}

interface Undo {
  id: string
  run(tools: StepTools): Promise<void>
}

/** Executes a verb as a workflow: everything outside `engine.runStep` is repeated by a replay, and is safe to repeat. */
export async function execute(runner: Runner, runId: string, execution: string, verb: AnyRunVerb, rawInput: unknown): Promise<RunStatus> {
  const { engine, journal } = runner
  const state: Execution = { runId, execution, broken: undefined }
  const { append, body, guarded } = stepRunner(runner, state, verb)
  const undos: Undo[] = []
  const closings: Undo[] = []

  const step = async <Made>(
    id: string,
    work: (tools: StepTools) => Promise<Made>,
    undo?: (made: Made | undefined, tools: StepTools) => Promise<void>,
  ): Promise<Made> => {
    let made: Made | undefined
    // Registered before the work: what a half-done step made is undone too.
    if (undo) undos.unshift({ id, run: (tools) => undo(made, tools) })
    await append({ key: `${id}:started`, kind: 'started', step: id, data: { undoable: undo !== undefined } })
    const outcome = await body('do', id, id, work)
    if ('problem' in outcome) {
      await append({ key: `${id}:failed`, kind: 'failed', step: id, data: outcome.problem })
      throw new StepFailed({ ...outcome.problem, step: id }, outcome.cancelled)
    }
    made = outcome.made
    await append({ key: `${id}:done`, kind: 'done', step: id, data: {} })
    return outcome.made
  }

  let calls = 0
  const call = async (address: Address, input: Record<string, unknown>): Promise<unknown> => {
    if (!verb.calls?.includes(address)) throw new Error(`${address} is not declared in \`calls\``)
    calls += 1
    const childId = `${runId}-${calls}`
    const allowed = await body('do', '', `call:${calls}`, async () => null)
    if ('problem' in allowed) throw new StepFailed({ ...allowed.problem, step: '' }, allowed.cancelled)
    await guarded(() => journal.createChild(runId, childId, address, input))
    await append({ key: `child:${childId}`, kind: 'child', data: { runId: childId, address } })
    await guarded(() => engine.runChild(childId))
    const child = await guarded(() => engine.runStep(`outcome:${calls}`, () => journal.outcome(childId)))
    if (child.status === 'succeeded') return child.output
    const cause = child.cause ?? {
      code: 'internal' as const,
      message: `Run ${childId} ended ${child.status}.`,
      hint: 'Look at its page.',
      step: '',
    }
    throw new StepFailed({ ...cause, step: '' }, child.status === 'cancelled')
  }

  /** Runs each of them, whatever the others do; returns the ids of those that failed. */
  const unwind = async (of: 'undo' | 'always', stack: Undo[]): Promise<string[]> => {
    const failed: string[] = []
    for (const { id, run } of stack) {
      await append(
        of === 'undo'
          ? { key: `${id}:undo:started`, kind: 'undoing', step: id, data: {} }
          : { key: `${id}:always:started`, kind: 'started', step: id, data: { undoable: false } },
      )
      const outcome = await body(of, id, `${of}:${id}`, run)
      if ('problem' in outcome) failed.push(id)
      await append({ key: `${id}:${of}:ended`, step: id, ...endingOf(of, 'problem' in outcome ? outcome.problem : null) })
    }
    return failed
  }

  const context: Context<string> = {
    runId,
    store: runner.store,
    settings: runner.settings,
    step,
    call,
    always: (id, work) => void closings.unshift({ id, run: work }),
  }
  try {
    await guarded(() => journal.claim(runId, execution))
    await append({ key: 'run:started', kind: 'run_started', data: {} })
    await append({ key: `run:recovered:${execution}`, kind: 'recovered', data: { worker: runner.worker } })
    const ending = await attempt(verb, context, rawInput)
    if (state.broken) throw state.broken.cause
    const cancelled = ending.error instanceof StepFailed && ending.error.cancelled
    const undoing = ending.error !== undefined && undos.length > 0
    if (undoing) await append({ key: 'run:undo_started', kind: 'undo_started', data: { cancelled } })
    const left = [...(undoing ? await unwind('undo', undos) : []), ...(await unwind('always', closings))]
    const isWarning = ending.error === undefined && ending.verdict?.level === 'warning'
    const said = ending.error === undefined ? causeIn(ending.verdict) : causeOf(ending.error)
    const status = statusOf({ cause: isWarning ? null : said, left, cancelled, undoing })
    // What was not cleaned up outranks a warning: a run that failed is never explained by what would leave it green.
    const cause = isWarning && status !== 'succeeded' ? null : said
    await append({ key: 'run:finished', kind: 'finished', data: { status, cause, output: ending.output, left } })
    return status
  } catch (error) {
    // A worker that has lost the run stays silent: its successor is writing this run's story.
    if (!engine.isLostOwnership(error)) await journal.interrupt(runId, execution, causeOf(error)).catch(() => {})
    throw error // the very same object: the engine recognises its own
  }
}

interface Ending {
  output: Record<string, never> | null
  verdict: Verdict | null
  error?: unknown
}

async function attempt(verb: AnyRunVerb, context: Context<string>, rawInput: unknown): Promise<Ending> {
  try {
    const output = verb.output.parse(await verb.run(context, verb.input.parse(rawInput)))
    return { output: JSON.parse(JSON.stringify(output)), verdict: verb.judge?.(output) ?? null }
  } catch (error) {
    return { output: null, verdict: null, error }
  }
}

function endingOf(of: 'undo' | 'always', problem: ReturnType<typeof problemOf> | null) {
  if (of === 'undo') return problem ? ({ kind: 'undo_failed', data: problem } as const) : ({ kind: 'undone', data: {} } as const)
  return problem ? ({ kind: 'failed', data: problem } as const) : ({ kind: 'done', data: {} } as const)
}

/** What is kept of a judgement; its level shows in the run's status. */
function causeIn(verdict: Verdict | null): Cause | null {
  return verdict && { code: verdict.code, message: verdict.message, hint: verdict.hint, step: verdict.step }
}

function causeOf(error: unknown): Cause {
  return error instanceof StepFailed ? error.problem : { ...problemOf(error), step: '' }
}

/** `failed` with something left means that a person is needed. */
function statusOf(facts: { cause: Cause | null; left: string[]; cancelled: boolean; undoing: boolean }): RunStatus {
  if (facts.left.length > 0) return 'failed'
  if (facts.cancelled) return 'cancelled'
  if (facts.cause) return facts.undoing ? 'rolled_back' : 'failed'
  return 'succeeded'
}
