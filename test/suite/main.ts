import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { findBrowser, furnish } from './machine.ts'
import { judge, type StageResult } from './result.ts'
import { runStage } from './run-stage.ts'
import { stages, type Tier } from './stages.ts'
import { closing } from './table.ts'

export interface TestOptions {
  tier: Tier
  /** Only the stage of this name. */
  only: string | undefined
}

/** Runs the stages of a tier one after the other, also after a failure. Returns the exit code. */
export async function test({ tier, only }: TestOptions): Promise<number> {
  const chosen = stages.filter((stage) => (only ? stage.name === only : stage.tiers.includes(tier)))
  const missing = tier === 'verify' ? new Map<string, string>() : furnish((line) => process.stderr.write(`${line}\n`))
  const isStrict = process.env.CI === 'true'
  const context = { tier, env: environment(), missing, coverage: tier === 'full' && !only ? clearCoverage() : undefined }
  const results: StageResult[] = []
  let isInterrupted = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isInterrupted = true
    })
  }
  for (const stage of chosen) if (!isInterrupted) results.push(judge(await runStage(stage, context), isStrict))
  process.stdout.write(`${closing(results)}\n`)
  return isInterrupted || results.some((stage) => stage.results.some(({ outcome }) => outcome === 'failed')) ? 1 : 0
}

/** The tests bring their own database, and find the browser. */
function environment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...env } = process.env
  const browser = findBrowser()
  return { ...env, NODE_ENV: 'test', ...(browser && { CHROMIUM_PATH: browser }) }
}

/** Empties the folder in which Node leaves what the tests have executed. */
function clearCoverage(): string {
  const folder = path.resolve('.tools/coverage/raw')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}
