import type { StepTools } from '../../lib/core/skill.ts'

/** A step's tools, and how many lines it has written to its log so far. */
export interface CountedStep {
  step: StepTools
  lines(): number
}

/** Counts the lines of a step's log, so that what is found in them can be pointed at. */
export function countLines(step: StepTools): CountedStep {
  let lines = 0
  const log: StepTools['log'] = (line, stream) => {
    lines += 1
    return step.log(line, stream)
  }
  return { step: { ...step, log }, lines: () => lines }
}
