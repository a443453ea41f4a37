import type { Context, Settings, StepTools } from '../../lib/core/skill.ts'
import type { GithubTool } from '../../lib/tools/github/port.ts'
import { stepWith } from './odoo/step.fixture.ts'

type Undo = () => Promise<void>

/** Runs the steps of a verb one after the other with this GitHub; when one fails, what was registered is undone, the last first. */
export async function carriedOut<Made>(
  run: (context: Context<string>) => Promise<Made>,
  { github, settings, signal }: { github: GithubTool; settings: Partial<Settings>; signal?: AbortSignal },
): Promise<Made> {
  const { step } = stepWith({})
  const tools: StepTools = { ...step, ...(signal && { signal }), tools: { ...step.tools, github } }
  const undos: Undo[] = []
  const context = {
    settings,
    step: async <Result>(
      _id: string,
      work: (given: StepTools) => Promise<Result>,
      undo?: (made: Result | undefined, given: StepTools) => Promise<void>,
    ) => {
      if (undo) undos.unshift(() => undo(undefined, tools))
      return work(tools)
    },
  } as Context<string>
  try {
    return await run(context)
  } catch (error) {
    for (const undo of undos) await undo()
    throw error
  }
}
