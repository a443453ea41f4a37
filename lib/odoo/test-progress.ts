import { type LogRecord, millisecondsBetween } from './log-line.ts'
import { type TestName, testName } from './test-names.ts'
import type { OdooTest } from './test-report.ts'
import { type CutText, exceptionOf, framesIn, most, openCutText, own } from './test-text.ts'

/** A record with the lines that follow it. */
export interface Heard {
  record: LogRecord
  /** Of the log, from 1. */
  line: number
  /** What follows the record's first line, cut. */
  rest: string[]
}

interface Running {
  name: TestName
  startedAt: string
  status: OdooTest['status']
  message: string | null
  line: number | null
  text: CutText | null
  /** It will be tried once more: what comes of this attempt does not count. */
  isRetried: boolean
}

/** Of one module; what went wrong for a whole class is no test, but an error. */
export interface TestCount {
  tests: number
  failed: number
  errors: number
}

interface EndedTests {
  tests: OdooTest[]
  /** How often a test was seen to begin: an attempt that is made again counts, as it does for Odoo. */
  started: number
  /** Tests that are counted, and not in the list. */
  omitted: number
  counts: Map<string, TestCount>
}

const mostModules = 5_000
const mostTests = 50_000
const mostTracebacks = 500

/** Follows the tests of a log from their beginning to their end. */
export function openTests() {
  const tests: OdooTest[] = []
  let fresh: OdooTest[] = []
  let running: Running | null = null
  let started = 0
  let ended = 0
  let tracebacks = 0
  const counts = new Map<string, TestCount>()

  const keep = (test: OdooTest) => {
    ended += 1
    const count = counts.get(test.module) ?? { tests: 0, failed: 0, errors: 0 }
    if (counts.size < mostModules) counts.set(test.module, count)
    if (!isWholeClass(test.method)) count.tests += 1
    if (test.status === 'failed') count.failed += 1
    if (test.status === 'error') count.errors += 1
    if (tests.length < mostTests) tests.push(test)
    if (fresh.length < mostTests) fresh.push(test)
  }
  const tell = ({ name, startedAt, status, message, line, text }: Running, at: string | null): OdooTest => {
    const { module, className, method, file } = name
    const hasTraceback = text !== null && tracebacks < mostTracebacks
    if (hasTraceback) tracebacks += 1
    const durationMs = at === null ? null : millisecondsBetween(startedAt, at)
    return { module, className, method, status, file, line, durationMs, message, traceback: hasTraceback ? text.lines().join('\n') : null }
  }
  const end = (at: string) => {
    if (running === null) return
    keep(tell(running.isRetried ? { ...running, status: 'error', message: 'It was to be tried again, and was not.' } : running, at))
    running = null
  }
  const start = (name: TestName, at: string) => {
    const isAgain = running?.isRetried && isSame(running.name, name)
    if (!isAgain) end(at)
    running = begun(name, at)
    started += 1
  }
  /** What happened to the running test, or to one that was not seen to begin: a whole class, above all. */
  const note = (name: TestName, at: string, change: (test: Running) => void) => {
    if (running !== null && isSame(running.name, name)) return change(running)
    if (isWholeClass(name.method)) end(at)
    const other = begun(name, at)
    change(other)
    keep({ ...tell(other, at), durationMs: null })
  }

  return {
    /** Takes what the record says of tests; false when it says nothing of them. */
    hear({ record, rest }: Heard): boolean {
      const { logger, message, at, level } = record
      if (running !== null && isEnd(record, running.name.module)) end(at)
      const begins = level === 'INFO' ? named(message, logger, /^Starting (?<name>.+) \.\.\.$/) : null
      const skips = level === 'INFO' ? named(message, logger, /^skipped (?<name>.+?) : /) : null
      const fails = level === 'ERROR' ? named(message, logger, /^(?:FAIL|ERROR): (?<name>.+)$/) : null
      if (begins?.subtest === null) start(begins, at)
      else if (skips?.subtest === null) note(skips, at, (test) => skip(test, message))
      else if (fails) note(fails, at, (test) => fail(test, fails, message.startsWith('FAIL') ? 'failed' : 'error', rest))
      else if (running !== null && isRetry(record)) running.isRetried = running.status === 'passed' || running.status === 'skipped'
      return fails !== null
    },
    /** The module whose test is running. */
    module: (): string | null => running?.name.module ?? null,
    take(): OdooTest[] {
      const taken = fresh
      fresh = []
      return taken
    },
    /** The log ends here: a test that is still running never ended. */
    close(): EndedTests {
      if (running !== null) {
        const isOpen = running.status === 'passed' || running.status === 'skipped'
        keep(tell(isOpen ? { ...running, status: 'error', message: 'never ended' } : running, null))
      }
      running = null
      return { tests, started, omitted: ended - tests.length, counts }
    },
  }
}

function isWholeClass(method: string): boolean {
  return method === 'setUpClass' || method === 'tearDownClass'
}

function begun(name: TestName, at: string): Running {
  return { name, startedAt: at, status: 'passed', message: null, line: null, text: null, isRetried: false }
}

function isSame(one: TestName, other: TestName): boolean {
  return one.module === other.module && one.className === other.className && one.method === other.method
}

function named(message: string, logger: string, pattern: RegExp): TestName | null {
  const name = pattern.exec(message)?.groups?.name
  return name === undefined ? null : testName(name, logger)
}

function skip(test: Running, message: string): void {
  if (test.status !== 'passed') return
  test.status = 'skipped'
  test.message = own(message.slice(message.indexOf(' : ') + 3), most.lineLength)
}

/** The first report of a test names it; what its other subtests and its `tearDown` say is added to its traceback. */
function fail(test: Running, { subtest }: TestName, status: 'failed' | 'error', rest: readonly string[]): void {
  const isFirst = test.text === null
  test.text ??= openCutText()
  if (!isFirst) test.text.add('')
  if (subtest !== null) test.text.add(`Subtest ${subtest}`)
  const lines = rest.slice(0, rest.findLastIndex((line) => line.trim() !== '') + 1)
  for (const line of lines) test.text.add(line)
  if (!isFirst) return
  const said = exceptionOf(lines)
  test.status = status
  test.message = subtest === null || said === null ? said : own(`${subtest} ${said}`, most.lineLength)
  const { module, file } = test.name
  test.line = file === null ? null : (framesIn(lines).findLast(({ path }) => path.endsWith(`/${module}/${file}`))?.line ?? null)
}

/** After these lines (`odoo/modules/loading.py`, `odoo/service/server.py`) no test is running; others a test may cause itself. */
function isEnd({ logger, message }: LogRecord, module: string): boolean {
  if (logger === 'odoo.modules.loading') return message.startsWith(`Module ${module} loaded in `)
  if (logger === 'odoo.service.server') return message === 'Starting post tests' || /^\d+ post-tests in /.test(message)
  return logger === 'odoo.tests.stats' || (logger === 'odoo.tests.result' && message.includes(' when loading database '))
}

function isRetry({ logger, message }: LogRecord): boolean {
  return logger === 'odoo.tests.common' && message.startsWith('Retrying a failed test: ')
}
