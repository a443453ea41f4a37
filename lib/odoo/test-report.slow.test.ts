import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { lineOf, logLines } from './logs.fixture.ts'
import { type OdooReport, openOdooReport } from './test-report.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

interface Cost {
  report: OdooReport
  /** Of a processor: who else is busy on the machine does not count. */
  seconds: number
  /** Still held when all is read. */
  megabytes: number
}

function read(count: number, lineAt: (index: number) => string): Cost {
  collect()
  const before = process.memoryUsage().heapUsed
  const reader = openOdooReport()
  const started = process.cpuUsage()
  for (let index = 0; index < count; index += 1) reader.hear(lineAt(index))
  const { user, system } = process.cpuUsage(started)
  const seconds = (user + system) / 1_000_000
  collect()
  const megabytes = (process.memoryUsage().heapUsed - before) / 1024 ** 2
  return { report: reader.report(), seconds, megabytes }
}

test('a million lines of a real log are read in less than five seconds, in little memory', () => {
  const lines = logLines('16-mail')
  // What it can do is the best of three: who else is busy at a moment makes it slower, and nothing makes it faster.
  const [best] = [1, 2, 3]
    .map(() => read(1_000_000, (index) => lines[index % lines.length] ?? ''))
    .toSorted((one, other) => one.seconds - other.seconds)
  assert.ok(best)
  const { seconds, megabytes, report } = best
  assert.equal(report.lines, 1_000_000)
  assert.ok(seconds < 5, `${seconds.toFixed(1)} s`)
  assert.ok(megabytes < 50, `${megabytes.toFixed(0)} MB`)
})

test('of hundreds of thousands of lines of any one kind what is kept is bounded, and all are counted', () => {
  const count = 200_000
  const logger = 'odoo.addons.sale.tests.test_x'
  const long = 'x'.repeat(5_000)
  const kinds: [string, (index: number) => string, (report: OdooReport) => number][] = [
    [
      'tests that begin',
      (index) => lineOf('INFO', logger, `Starting TestX.test_${index} ...`),
      ({ tests, omittedTests }) => tests.length + omittedTests,
    ],
    [
      'tests that fail',
      (index) => lineOf('ERROR', logger, `ERROR: Subtest TestX.test_${index} (${long})`),
      ({ modules: [sale] }) => sale?.errors ?? 0,
    ],
    ['failures of one test', () => lineOf('ERROR', logger, 'FAIL: TestX.test_a'), ({ modules: [sale] }) => sale?.failed ?? 0],
    ['warnings', (index) => lineOf('WARNING', `odoo.addons.sale${index}.models`, `${index} ${long}`), ({ warningCount }) => warningCount],
    ['errors', (index) => lineOf('ERROR', 'odoo.http', `${index} ${long}`), ({ errorCount }) => errorCount],
    ['modules', (index) => lineOf('INFO', 'odoo.modules.loading', `Loading module s${index} (1/2)`), ({ lines }) => lines],
    [
      'unknown modules',
      (index) => lineOf('WARNING', 'odoo.modules.loading', `invalid module names, ignored: ${index}${long}`),
      ({ warningCount }) => warningCount,
    ],
    ['lines that no record announced', (index) => `${long}${index}`, ({ lines }) => lines],
  ]
  for (const [name, lineAt, counted] of kinds) {
    const { seconds, megabytes, report } = read(count, lineAt)
    assert.equal(counted(report), count, name)
    assert.ok(seconds < 20, `${name}: ${seconds.toFixed(1)} s`)
    assert.ok(megabytes < 150, `${name}: ${megabytes.toFixed(0)} MB`)
  }
})
