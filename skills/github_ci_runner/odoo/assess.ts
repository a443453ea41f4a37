import { type TestCounts, testStatuses } from '../../../lib/core/run.ts'
import type { Settings } from '../../../lib/core/skill.ts'
import type { Assessment } from '../verdict.ts'
import type { OdooExecution } from './execute.ts'
import type { Blocked } from './externals.ts'
import type { NewWarnings } from './new-warnings.ts'

/** All that was observed of the Odoo part. */
export interface OdooFacts {
  /** Counts and the first of the static checks' findings. */
  findings: { errors: number; warnings: number; first: string | null }
  /** Why Odoo could not be started at all; null when it could, or was not tried. */
  unavailable: string | null
  tested: readonly string[]
  blocked: readonly Blocked[]
  /** Null when the tests were not started. */
  execution: OdooExecution | null
  /** Which of the warnings are new; null where that cannot be said. */
  news: NewWarnings | null
  limits: Settings['limits']
}

type Rule = (execution: OdooExecution, facts: OdooFacts) => Assessment | null

/**
 * The verdict from facts; Odoo's exit code alone proves nothing, since it is 0 for unknown modules, failed demo data, modules that
 * are left half installed, and when no test ran. Green only when every selected module is installed, tests ran, none failed, and
 * Odoo came to its own end and counts the same.
 */
export function assessOdoo(facts: OdooFacts): Assessment {
  const { findings, unavailable, execution, blocked } = facts
  if (findings.errors > 0)
    return failure(
      'check',
      `The static checks found ${counted(findings.errors, 'error')}. ${findings.errors === 1 ? '' : 'The first: '}${findings.first}`,
    )
  if (unavailable !== null) return { status: 'unavailable', reason: unavailable, step: 'prepare' }
  if (execution === null) return { status: 'crashed', reason: 'Odoo was not started.', step: 'test' }
  for (const rule of rules) {
    const assessment = rule(execution, facts)
    if (assessment !== null) return assessment
  }
  const [first] = blocked
  if (first)
    return {
      status: 'unavailable',
      reason: `${counted(blocked.length, 'module')} could not be tested. ${first.name}: ${first.reason}`,
      step: 'prepare',
    }
  return warned(execution, facts) ?? { status: 'success', reason: null, step: null }
}

const rules: Rule[] = [
  ({ outOfMemory, exitCode }, { limits }) =>
    outOfMemory
      ? crashed(
          `Odoo was ended for want of memory (its limit is ${Math.round(limits.memoryBytes / 1024 ** 2)} MiB, exit code ${exitCode}).`,
        )
      : null,
  ({ report }) => (report.databaseFailure === null ? null : crashed(`Odoo lost its database: ${report.databaseFailure}`)),
  ({ report: { loadFailure } }) =>
    loadFailure === null
      ? null
      : failure(
          'test',
          `${loadFailure.module === null ? 'Odoo' : `Module ${loadFailure.module}`} could not be loaded: ${loadFailure.message}`,
        ),
  ({ report: { unknownModules } }) =>
    unknownModules.length === 0 ? null : failure('test', `Odoo does not know ${listed(unknownModules, 'module')}, and left it out.`),
  ({ report: { unmetDependencies } }) => (unmetDependencies[0] === undefined ? null : failure('test', unmetDependencies[0])),
  ({ counts, firstFailure }) => {
    const { passed, failed, error, skipped } = addedUp(counts)
    if (firstFailure === null) return null
    const { id, message } = firstFailure
    const bad = failed + error
    const total = counted(bad + passed + skipped, 'test')
    return failure('test', `${bad} of ${total} failed. ${bad === 1 ? '' : 'The first: '}${id}${message ? `: ${message}` : ''}`)
  },
  ({ report: { summary } }) =>
    summary !== null && summary.failed + summary.errors > 0
      ? failure('test', `Odoo counts ${summary.failed} failed tests and ${summary.errors} errors, whose lines the log does not have.`)
      : null,
  ({ report: { demoFailures } }) =>
    demoFailures[0] === undefined
      ? null
      : failure('test', `Demo data of ${demoFailures[0].module} could not be loaded: ${demoFailures[0].message}`),
  ({ exitCode, report }) =>
    exitCode === 0
      ? null
      : crashed(`Odoo ended with exit code ${exitCode}, though no test failed. ${report.errors[0]?.message ?? ''}`.trim()),
  ({ states, report }, { tested }) => {
    const missing = [...new Set([...tested.filter((name) => states[name] !== 'installed'), ...report.inconsistentModules])].sort()
    return missing.length === 0
      ? null
      : failure('test', `After the installation ${listed(missing, 'module')} ${missing.length === 1 ? 'is' : 'are'} not installed.`)
  },
  ({ report }) => (report.modulesLoaded && report.summary !== null ? null : crashed('Odoo did not come to the end of its tests.')),
  ({ counts, report: { unseen, errors, errorCount } }) => {
    const { passed, failed, error, skipped } = addedUp(counts)
    if (passed + failed + error + unseen === 0)
      return {
        status: 'no_tests',
        reason: `No test was run: ${skipped === 0 ? 'none was found' : `all ${skipped} were skipped`}.`,
        step: 'test',
      }
    return errorCount === 0 ? null : failure('test', `Odoo logged ${counted(errorCount, 'error')}. ${errors[0]?.message ?? ''}`.trim())
  },
]

/** The tests of all modules. */
export function addedUp(counts: OdooExecution['counts']): TestCounts {
  const sum: TestCounts = { passed: 0, failed: 0, error: 0, skipped: 0 }
  for (const module of Object.values(counts)) for (const status of testStatuses) sum[status] += module[status]
  return sum
}

function warned({ report, silent }: OdooExecution, { findings, news }: OdooFacts): Assessment | null {
  const newest = report.warnings.find((_warning, at) => news?.isNew[at]) ?? report.warnings[0]
  // What the branch has as well is no fault of this commit.
  const isKnown = news !== null && news.count === 0
  const sentences = [
    report.warningCount > 0 && !isKnown
      ? `Odoo logged ${counted(report.warningCount, 'warning')}${newsOf(news)}. ${newest?.message ?? ''}`.trim()
      : '',
    findings.warnings > 0 ? `The static checks found ${counted(findings.warnings, 'warning')}.` : '',
    silent.length > 0 ? `Of the tests in ${listed(silent, 'module')} none ran.` : '',
    report.unseen > 0 ? `Odoo counts ${counted(report.unseen, 'test')} more than its log names.` : '',
  ].filter((sentence) => sentence !== '')
  return sentences.length === 0 ? null : { status: 'warning', reason: sentences.join(' '), step: 'test' }
}

/** `, 2 of them new against main`. */
function newsOf(news: NewWarnings | null): string {
  return news === null ? '' : `, ${news.count} of them new against ${news.against}`
}

function failure(step: 'check' | 'test', reason: string): Assessment {
  return { status: 'failure', reason, step }
}

function crashed(reason: string): Assessment {
  return { status: 'crashed', reason, step: 'test' }
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`
}

/** `the module sale_x`, `the modules a, b and 3 more`. */
function listed(names: readonly string[], noun: string): string {
  const shown = names.slice(0, 5).join(', ')
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return `the ${names.length === 1 ? noun : `${noun}s`} ${shown}${more}`
}
