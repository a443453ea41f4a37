import { type LogRecord, parseLogLine } from './log-line.ts'
import { databaseFailureIn } from './test-database.ts'
import { type LoadedModule, openLoading } from './test-loading.ts'
import { openNotes } from './test-notes.ts'
import { type Heard, openTests, type TestCount } from './test-progress.ts'
import { type CutText, hasTraceback, lastWords, openCutText } from './test-text.ts'

/** One test, or what went wrong for a whole class: then its method is `setUpClass` or `tearDownClass`. */
export interface OdooTest {
  module: string
  className: string
  method: string
  status: 'passed' | 'failed' | 'error' | 'skipped'
  /** Path within the module, `tests/test_x.py`, from the logger's name. */
  file: string | null
  /** In that file: of the innermost frame of the traceback that lies in it. */
  line: number | null
  /** From its first line to the line that shows that it has ended: at most that long. */
  durationMs: number | null
  /** The exception, `AssertionError: 1 != 2`; the reason of a skip; `never ended` when the log stops while it runs. */
  message: string | null
  /** All that was reported of it, its subtests included; cut. */
  traceback: string | null
}

interface OdooModuleReport {
  name: string
  loaded: boolean
  tests: number
  /** As told test by test, or as Odoo itself counts when that is more: each subtest for itself. */
  failed: number
  errors: number
  /** What loading it took, with the tests that run meanwhile. */
  seconds: number | null
  queries: number | null
  warnings: number
}

export interface OdooNote {
  level: 'WARNING' | 'ERROR' | 'CRITICAL'
  logger: string
  /** The first line. */
  message: string
  /** What follows it: a traceback, above all. */
  detail: string | null
  module: string | null
  /** Of the log, from 1. */
  line: number
}

/** What a log of Odoo says, from its first line to its last. */
export interface OdooReport {
  /** The first 50,000. */
  tests: OdooTest[]
  omittedTests: number
  modules: OdooModuleReport[]
  /** The first 200 that say something about addons, and the count of all of these. */
  warnings: OdooNote[]
  warningCount: number
  /** The first 200 of ERROR and CRITICAL, without what is told by tests, summary or their counts; and the count of all. */
  errors: OdooNote[]
  errorCount: number
  /** From `odoo.tests.result`; null when it was never printed. Subtests that failed are counted one by one. */
  summary: { failed: number; errors: number; tests: number; database: string } | null
  /** Tests that the summary counts, and that were not seen to begin. */
  unseen: number
  unknownModules: string[]
  /** Left in a state between, or not loaded. */
  inconsistentModules: string[]
  demoFailures: { module: string; message: string }[]
  /** In sentences: modules, libraries or programs that a module needs and Odoo does not find. */
  unmetDependencies: string[]
  /** Why the registry could not be loaded. */
  loadFailure: { module: string | null; message: string; traceback: string | null } | null
  /** Refused, no role, went away. */
  databaseFailure: string | null
  /** The loading came to its end: `Modules loaded.`, or what Odoo prints in its place when tests failed meanwhile. */
  modulesLoaded: boolean
  /** It began to shut down by itself, or was asked to. */
  shutDown: boolean
  lines: number
}

const longestLine = 10_000

/**
 * Reads a log of Odoo 16.0 to 19.0 line by line, in memory that no log can make grow beyond a bound. `hear` and `take` never throw;
 * `take` answers the tests that have ended since the last call. `report` ends the log: what is heard after it is not counted.
 */
export function openOdooReport(): { hear(line: string): void; report(): OdooReport; take(): OdooTest[] } {
  const reading = openReading()
  let open: { head: { record: LogRecord; line: number } | null; rest: CutText | null } = { head: null, rest: null }
  let lines = 0
  let done: OdooReport | null = null

  const close = (isLast: boolean) => {
    const { head, rest } = open
    const following = rest?.lines() ?? []
    if (head !== null) reading.hear({ ...head, rest: following })
    if (isLast || head === null) reading.hearUnbidden(head?.record ?? null, following, isLast ? lines : null)
    open = { head: null, rest: null }
  }
  return {
    hear(line) {
      if (done !== null) return
      lines += 1
      const text = line.length > longestLine ? line.slice(0, longestLine) : line
      const record = parseLogLine(text)
      if (record !== null) {
        close(false)
        open = { head: { record, line: lines }, rest: null }
        return
      }
      open.rest ??= openCutText()
      open.rest.add(text.trimEnd())
    },
    take: () => reading.tests.take(),
    report() {
      if (done === null) close(true)
      done ??= reading.report(lines)
      return done
    },
  }
}

/** Hands each record to those whom it concerns. */
function openReading() {
  const tests = openTests()
  const loading = openLoading()
  const notes = openNotes({ isKnown: (name) => loading.modules.has(name), atWork: () => tests.module() ?? loading.current() })
  let databaseFailure: string | null = null
  let isTold = false
  return {
    tests,
    hear(heard: Heard): void {
      const { level, message } = heard.record
      loading.hear(heard)
      const isOfTest = tests.hear(heard)
      if (level === 'WARNING') notes.warn(heard)
      if (level !== 'ERROR' && level !== 'CRITICAL') return
      databaseFailure ??= databaseFailureIn([message, ...heard.rest], isOfTest)
      isTold ||= isOfTest
      if (!isOfTest && !(isTold && isCountOfTests(heard.record))) notes.fail(heard, level)
    },
    /** Lines that no record announced: before the first, or after the last, where a traceback is what the process ended with. */
    hearUnbidden(before: LogRecord | null, rest: string[], lines: number | null): void {
      if (before !== null && before.level !== 'INFO' && before.level !== 'DEBUG') return
      const isEnd = lines !== null && (before === null || hasTraceback(rest))
      if (before === null || isEnd) databaseFailure ??= databaseFailureIn(rest, false)
      const message = isEnd ? lastWords(rest) : null
      if (message === null || lines === null) return
      notes.fail({ record: { ...nobody, message }, line: Math.max(lines - rest.length + 1, 1), rest }, 'CRITICAL')
    },
    report: (lines: number): OdooReport => {
      const { tests: list, started, omitted, counts } = tests.close()
      const { facts } = loading
      const names = [...new Set([...loading.modules.keys(), ...counts.keys()])]
      const modules = names.map((name) =>
        moduleReport(name, facts.modulesLoaded, {
          seen: loading.modules.get(name),
          count: counts.get(name),
          warnings: notes.warningsOf(name),
        }),
      )
      const unseen = Math.max((facts.summary?.tests ?? 0) - started, 0)
      return { tests: list, omittedTests: omitted, modules, ...notes.told(), ...facts, unseen, databaseFailure, lines }
    },
  }
}

type Seen = { seen: LoadedModule | undefined; count: TestCount | undefined; warnings: number }

/** Modules that are neither installed nor updated are loaded without a line. */
function moduleReport(name: string, isAllLoaded: boolean, { seen, count, warnings }: Seen): OdooModuleReport {
  return {
    name,
    loaded: seen?.isLoaded ?? isAllLoaded,
    tests: count?.tests ?? 0,
    failed: Math.max(count?.failed ?? 0, seen?.failed ?? 0),
    errors: Math.max(count?.errors ?? 0, seen?.errors ?? 0),
    seconds: seen?.seconds ?? null,
    queries: seen?.queries ?? null,
    warnings,
  }
}

const nobody = {
  at: '',
  pid: 0,
  level: 'CRITICAL',
  database: null,
  logger: 'stderr',
  queries: null,
  sqlSeconds: null,
  otherSeconds: null,
  cursorMode: null,
} as const

/** Lines that count what the lines of the tests have told. */
function isCountOfTests({ logger, message }: LogRecord): boolean {
  if (logger === 'odoo.tests.result') return message.includes(' when loading database ')
  if (logger !== 'odoo.modules.loading') return false
  return (
    message === 'At least one test failed when loading the modules.' || /^Module \w+: \d+ failures, \d+ errors of \d+ tests$/.test(message)
  )
}
