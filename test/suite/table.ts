import { countOf, type StageResult } from './result.ts'

/** The end of a run: a line for each stage, what failed, what was skipped and why, and the sum as the very last line. */
export function closing(stages: StageResult[]): string {
  const rows = stages.map((stage) => ({ ...countOf(stage), stage: stage.stage, seconds: stage.seconds.toFixed(1) }))
  const width = Math.max(5, ...rows.map(({ stage }) => stage.length))
  const line = (stage: string, ...cells: (string | number)[]) =>
    `${stage.padEnd(width)}${cells.map((cell) => String(cell).padStart(9)).join('')}`
  const sum = (of: 'passed' | 'failed' | 'skipped') => rows.reduce((total, row) => total + row[of], 0)
  return [
    '',
    line('stage', 'passed', 'failed', 'skipped', 'seconds'),
    ...rows.map((row) => line(row.stage, row.passed, row.failed, row.skipped, row.seconds)),
    ...listOf(stages, 'failed'),
    ...listOf(stages, 'skipped'),
    '',
    `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  ].join('\n')
}

function listOf(stages: StageResult[], outcome: 'failed' | 'skipped'): string[] {
  const found = stages.flatMap(({ stage, results }) =>
    results.filter((test) => test.outcome === outcome).map((test) => ({ stage, ...test })),
  )
  const lines = found.map(({ stage, name, reason }) => `  ${name === stage ? stage : `${stage}: ${name}`}${reason && `: ${reason}`}`)
  return lines.length === 0 ? [] : ['', `${outcome}:`, ...lines]
}
