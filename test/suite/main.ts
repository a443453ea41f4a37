import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { findBrowser, furnish } from './machine.ts'
import { filesNamed } from './named.ts'
import { judge, type StageResult } from './result.ts'
import { runStage } from './run-stage.ts'
import { filesOf, type Stage, stages, type Tier } from './stages.ts'
import { closing } from './table.ts'
import { raiseTestbed } from './testbed.ts'

export interface TestOptions {
  tier: Tier
  /** Only the stage of this name. */
  only: string | undefined
  /** Of the files with tests only those of these names; all when there is none. */
  names: string[]
}

/** Runs the stages of a tier one after the other, also after a failure. Returns the exit code. */
export async function test({ tier, only, names }: TestOptions): Promise<number> {
  const ofTier = stages.filter((stage) => (only ? stage.name === only : stage.tiers.includes(tier)))
  const chosen = names.length === 0 ? ofTier : narrowed(ofTier, tier, filesNamed(filesOf(tier), names))
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const missing = tier === 'verify' ? new Map<string, string>() : furnish(say)
  // It is made beside the first stages, which do not need it.
  const testbed = chosen.some(({ needs }) => needs === 'docker') ? raiseTestbed((line) => say(`testbed: ${line}`)) : null
  const isStrict = process.env.CI === 'true'
  const context = { tier, env: environment(), missing, coverage: tier === 'full' && !only ? clearCoverage() : undefined }
  const results: StageResult[] = []
  let isInterrupted = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isInterrupted = true
      testbed?.abort()
    })
  }
  for (const stage of chosen) {
    if (isInterrupted) break
    const more = testbed && stage.needs === 'docker' ? await testbed.ready : null
    const own = more ? { ...context, env: { ...context.env, ...more.env }, missing: new Map([...missing, ...more.missing]) } : context
    if (!isInterrupted) results.push(judge(await runStage(stage, own), isStrict))
  }
  const left = await testbed?.lower()
  if (left) results.push(left)
  process.stdout.write(`${closing(results)}\n`)
  return isInterrupted || results.some((stage) => stage.results.some(({ outcome }) => outcome === 'failed')) ? 1 : 0
}

/** The stages with these files alone; one that has none of them is left out. */
function narrowed(ofTier: readonly Stage[], tier: Tier, named: readonly string[]): Stage[] {
  return ofTier.flatMap((stage) => {
    const files = stage.files?.(tier).filter((file) => named.includes(file))
    return files === undefined ? [stage] : files.length > 0 ? [{ ...stage, files: () => files }] : []
  })
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
