import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { resultsOfPlaywright } from './playwright-results.ts'
import type { StageResult, TestResult } from './result.ts'
import type { Stage, Tier } from './stages.ts'

export interface StageContext {
  tier: Tier
  env: NodeJS.ProcessEnv
  /** What this machine lacks, each with the sentence that says so. */
  missing: ReadonlyMap<string, string>
  /** The folder for what the tests execute, when that is to be known. */
  coverage: string | undefined
}

/** Runs one stage, its output passed on, and returns what was tested. */
export async function runStage(stage: Stage, context: StageContext): Promise<StageResult> {
  const started = Date.now()
  process.stdout.write(`\n── ${stage.name} ──\n`)
  const results = await resultsOf(stage, context)
  return { stage: stage.name, results, seconds: (Date.now() - started) / 1000 }
}

async function resultsOf(stage: Stage, { tier, env, missing, coverage }: StageContext): Promise<TestResult[]> {
  const name = stage.name
  const lacking = stage.needs && missing.get(stage.needs)
  if (lacking) return [{ outcome: 'skipped', name, reason: lacking }]
  if (stage.script && !existsSync(stage.script)) return [{ outcome: 'skipped', name, reason: `there is no ${stage.script}` }]
  const files = stage.files?.(tier) ?? []
  if (stage.files && files.length === 0) return []
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stage-'))
  try {
    const report = path.join(folder, 'report')
    const watched = stage.kind === 'node:test' && coverage && { NODE_V8_COVERAGE: coverage }
    const end = await runAll(stage, { files, report, env: { ...env, TEST_TIER: tier, PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...watched } })
    if (stage.kind === 'check') return [{ outcome: end === null ? 'passed' : 'failed', name, reason: end ?? '' }]
    const tests = readReport(stage.kind, report)
    // What went wrong outside of any test is a failure of its own.
    const isUnexplained = end !== null && !tests.some(({ outcome }) => outcome === 'failed')
    return isUnexplained ? [...tests, { outcome: 'failed', name, reason: end }] : tests
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Running {
  files: string[]
  report: string
  env: NodeJS.ProcessEnv
}

/** Null when all ended well, else how the first one that did not has ended. */
async function runAll({ kind, commands, minutes }: Stage, { files, report, env }: Running): Promise<string | null> {
  for (const command of commands) {
    const end = await run(kind === 'node:test' ? nodeTest(command, files, report) : [...command, ...files], {
      env,
      deadlineMs: minutes * 60_000,
    })
    if (end !== null) return end
  }
  return null
}

function nodeTest(options: string[], files: string[], report: string): string[] {
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=./test/suite/node-reporter.ts']
  return ['--test', ...options, ...reporters, `--test-reporter-destination=${report}`, ...files]
}

/** A report that was cut short counts as far as it goes. */
function readReport(kind: 'node:test' | 'playwright', file: string): TestResult[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (kind === 'node:test') return text.split('\n').slice(0, -1).map(parseLine)
  return text.trimEnd().endsWith('}') ? resultsOfPlaywright(text) : []
}

/** The lines are written by our own reporter, as results. */
function parseLine(line: string): TestResult {
  return JSON.parse(line)
}

/** Runs Node in a process group of its own, so that at the deadline, or at Ctrl-C, all of it ends. */
function run(args: string[], { env, deadlineMs }: { env: NodeJS.ProcessEnv; deadlineMs: number }): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
    const end = (signal: NodeJS.Signals) => child.pid !== undefined && process.kill(-child.pid, signal)
    const interrupt = () => end('SIGTERM')
    const timer = setTimeout(() => end('SIGKILL'), deadlineMs)
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
      resolve(code === 0 ? null : `ended ${signal ? `by ${signal}` : `with exit code ${code}`}`)
    })
  })
}
