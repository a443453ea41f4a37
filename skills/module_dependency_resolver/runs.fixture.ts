import { problemOf } from '../../lib/core/error.ts'
import type { AnyRunVerb, Context, StepTools, Verdict } from '../../lib/core/skill.ts'
import type { Tools } from '../../lib/tools/tools.ts'
import { storeOf } from '../github_ci_runner/bench.fixture.ts'
import type { openTrees } from './trees.fixture.ts'

interface Options {
  runId?: string
  root?: string | null
  tools?: (tools: Tools) => Tools
  /** Done before a step. */
  before?: (step: string) => void
}

/** What came of a run: what it answered and its verdict, or why it failed, and what was left when it was undone. */
export interface Ended<Output> {
  output: Output | null
  cause: Pick<Verdict, 'code' | 'message' | 'hint'> | null
  level: Verdict['level']
  left: string[]
  log: string[]
}

/** Runs a verb on addons as the runner does: each result goes through JSON, and what was begun is undone when a step fails. */
export async function runOn<Output>(
  trees: ReturnType<typeof openTrees>,
  verb: AnyRunVerb,
  input: object,
  { runId = 'r1', root = trees.base, tools = (same) => same, before = () => undefined }: Options = {},
): Promise<Ended<Output>> {
  const log: string[] = []
  const given: StepTools = {
    tools: tools(trees.tools),
    signal: new AbortController().signal,
    mask: (text) => text,
    log: async (line) => void log.push(line),
    tests: async () => undefined,
    look: () => Promise.reject(new Error('Nothing is asked here.')),
  }
  const undos: { id: string; run: () => Promise<void> }[] = []
  const context: Context<string> = {
    runId,
    store: storeOf([]),
    settings: trees.context({ root }).settings,
    async step(id, work, undo) {
      let made: Awaited<ReturnType<typeof work>> | undefined
      if (undo) undos.unshift({ id, run: () => undo(made, given) })
      before(id)
      made = JSON.parse(JSON.stringify(await work(given)))
      return JSON.parse(JSON.stringify(made))
    },
    always: () => undefined,
    async call() {
      throw new Error('calls nothing')
    },
  }
  try {
    const output = verb.output.parse(await verb.run(context, verb.input.parse(input)))
    const verdict = verb.judge?.(output) ?? null
    return { output: output as Output, cause: verdict, level: verdict?.level, left: [], log }
  } catch (error) {
    const left: string[] = []
    for (const { id, run } of undos) await run().catch(() => void left.push(id))
    return { output: null, cause: problemOf(error), level: undefined, left, log }
  }
}
