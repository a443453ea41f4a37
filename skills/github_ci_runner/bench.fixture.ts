import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { coreModules, coreNames } from '../../config/odoo-core.ts'
import { problemOf } from '../../lib/core/error.ts'
import { emptyRun, type RunView, type TestResult } from '../../lib/core/run.ts'
import type { AnyRunVerb, Context, Settings, StepTools, Verdict } from '../../lib/core/skill.ts'
import type { ReadStore, RunRow } from '../../lib/core/store.ts'
import { openTools } from '../../lib/tools/open.ts'
import type { Tools } from '../../lib/tools/tools.ts'

/** Everything that came of one run. */
export interface Outcome {
  output: Record<string, unknown>
  /** The verdict of the verb, or the error that ended it. */
  cause: Pick<Verdict, 'code' | 'message' | 'hint'> | null
  tests: TestResult[]
  log: string
  steps: string[]
}

export interface Options {
  settings?: Partial<Settings>
  /** Done before a step: what may happen to a worker's machine between two of them. */
  before?: (step: string, work: string) => void | Promise<void>
  /** Done with the tools of each step. */
  tools?: (tools: Tools) => Tools
  rows?: RunRow[]
  signal?: AbortSignal
}

let runs = 0

/** A folder for repositories and for the work of runs, with the real tools. */
export function openBench() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ci-bench-')))
  const allow = { hosts: [], paths: [join(root, 'repositories')] }
  const tools = openTools({ dataDir: root, allow, protectedBranches: [], credentials: {} })
  const git = (folder: string, ...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.test', ...words], { cwd: folder, encoding: 'utf8' }).trim()

  return {
    root,
    tools,
    git,
    close: () => rmSync(root, { recursive: true, force: true }),
    /** Writes files into a repository and commits them. */
    write(folder: string, files: Record<string, string>): void {
      writeAll(folder, files)
      git(folder, 'add', '-A')
      git(folder, 'commit', '-q', '-m', 'Change')
    },
    /** A repository with one commit of these files on `main`. */
    repository(name: string, files: Record<string, string>): string {
      const folder = join(root, 'repositories', name)
      mkdirSync(folder, { recursive: true })
      git(folder, 'init', '-q', '-b', 'main')
      writeAll(folder, files)
      git(folder, 'add', '-A')
      git(folder, 'commit', '-q', '-m', `Add ${name}`)
      return folder
    },
    /** Runs a verb as the runner does: each step's result goes through JSON, what is `always` comes last. */
    async run(verb: AnyRunVerb, input: Record<string, unknown>, options: Options = {}): Promise<Outcome> {
      const runId = `ci${process.pid}x${runs++}`
      const work = join(root, 'work', runId)
      const lines: string[] = []
      const outcome: Outcome = { output: {}, cause: null, tests: [], log: '', steps: [] }
      const stepTools: StepTools = {
        tools: options.tools?.(tools) ?? tools,
        signal: options.signal ?? new AbortController().signal,
        mask: (text) => text,
        async log(line) {
          lines.push(line)
        },
        async tests(results) {
          if (results.length > 200) throw new Error(`a batch of ${results.length}`)
          outcome.tests.push(...results)
        },
        look: () => Promise.reject(new Error('Nothing is asked here.')),
      }
      const closings: (() => Promise<void>)[] = []
      const context: Context<string> = {
        runId,
        store: storeOf(options.rows ?? []),
        settings: { ...labSettings, ...options.settings },
        async step(id, body) {
          outcome.steps.push(id)
          await options.before?.(id, work)
          return JSON.parse(JSON.stringify((await body(stepTools)) ?? null))
        },
        always(id, body) {
          closings.push(async () => {
            outcome.steps.push(id)
            await body(stepTools)
          })
        },
        async call() {
          throw new Error('calls nothing')
        },
      }
      try {
        const parsed = verb.input.strict().parse(input)
        const output = verb.output.parse(await verb.run(context, parsed))
        outcome.output = output
        outcome.cause = verb.judge?.(output) ?? null
      } catch (error) {
        outcome.cause = problemOf(error)
      }
      for (const close of closings) await close()
      return { ...outcome, log: lines.join('\n') }
    },
  }
}

function writeAll(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

export const labSettings: Settings = {
  environments: {},
  healthEveryMs: 0,
  repositories: {},
  testDeadlineMs: 60_000,
  limits: { memoryBytes: 2 ** 31, processes: 4000, fileBytes: 2 ** 30, cpuSeconds: 600 },
  odoo: { image: 'odoo:{major}', postgresImage: 'postgres:17', cpus: 2, egress: false, coreModules, coreNames },
  addons: { root: null, catalogue: null, path: [] },
  github: { hookUrl: null, deployKey: null },
  configured: [],
}

/** A store that knows these runs and nothing else. */
export function storeOf(rows: RunRow[]): ReadStore {
  const none = (): never => {
    throw new Error('not asked for by this skill')
  }
  return {
    runs: {
      get: async (id) => rows.find((row) => row.id === id) ?? null,
      list: async () => ({ rows, next: null }),
      find: async (prefix) => rows.filter((row) => row.id.startsWith(prefix)),
      counts: none,
      broken: none,
      line: none,
      place: none,
      tests: none,
      calls: none,
      log: none,
      lines: none,
      outline: none,
      search: none,
      events: async () => [],
    },
    workers: { state: none },
    environments: { heard: none },
    audit: { list: none, records: none, head: none, verify: none, state: none },
    evidence: { get: none, list: none, page: none, check: none, checkAll: none },
    members: { list: none },
    sessions: { list: none },
    deliveries: { list: none },
    tokens: { list: none },
  }
}

/** A run as the store shows it. */
export function rowOf(row: Partial<RunRow> & { id: string }, view: Partial<RunView> = {}): RunRow {
  return {
    address: 'github_ci_runner.run',
    title: 'CI of example',
    status: 'succeeded',
    input: {},
    view: { ...emptyRun, ...view },
    lastSeq: 1,
    lock: '',
    startedBy: 'u1',
    startedByName: 'Ada',
    surface: 'web',
    previous: null,
    next: null,
    repeats: null,
    reason: null,
    parentId: null,
    createdAt: 'now',
    ...row,
  }
}
