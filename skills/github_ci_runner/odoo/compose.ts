import type { Finding } from './checks.ts'
import type { OdooExecution } from './execute.ts'
import type { NewWarnings } from './new-warnings.ts'
import type { OdooTested } from './part.ts'
import type { OdooParts } from './report.ts'
import type { OdooResult } from './result.ts'

const most = { warnings: 100, findings: 200 }

const none: OdooExecution['counts'][string] = { passed: 0, failed: 0, error: 0, skipped: 0, durationMs: 0 }

type ModuleResult = OdooResult['modules'][number]

interface Seen {
  firstLine: number
  news: NewWarnings | null
}

/** The Odoo part of the run's output; `firstLine` is the one of the run's log that the step `test` begins with. */
export function composeOdoo({ found, checked, prepared, tested }: OdooParts, { firstLine, news }: Seen): OdooResult {
  const execution = tested?.execution ?? null
  const before = firstLine - 1 + (execution?.linesBefore ?? 0)
  return {
    series: found.series,
    because: found.because,
    image: tested?.plan.image ?? null,
    selection: tested?.plan.selection.sentence ?? 'Nothing was started.',
    modules: found.modules.map((module) => moduleResult(module, checked.findings, tested)),
    warnings: (execution?.report.warnings ?? []).slice(0, most.warnings).map(({ module, logger, message, line }, at) => ({
      module,
      logger,
      message,
      line: before + line,
      isNew: news?.isNew[at] ?? null,
      firstSeen: news?.firstSeen[at] ?? null,
    })),
    warningCount: execution?.report.warningCount ?? 0,
    newWarnings: news && { count: news.count, against: news.against, run: news.run },
    findings: checked.findings
      .slice(0, most.findings)
      .map(({ rule, severity, module, file, line, message }) => ({ rule, severity, module, file, line, message })),
    findingCounts: checked.counts,
    template: prepared !== null && 'environment' in prepared ? prepared.environment.template : null,
  }
}

function moduleResult(
  { name, path }: { name: string; path: string },
  findings: readonly Finding[],
  tested: OdooTested | null,
): ModuleResult {
  const { passed, failed, error, skipped, durationMs } = tested?.execution.counts[name] ?? none
  const report = tested?.execution.report.modules.find((module) => module.name === name)
  const tests = passed + failed + error + skipped
  return {
    name,
    path,
    tests,
    failed: failed + error,
    skipped,
    warnings: report?.warnings ?? 0,
    durationMs: tests > 0 ? durationMs : null,
    ...stateOf(name, findings, tested),
  }
}

function stateOf(name: string, findings: readonly Finding[], tested: OdooTested | null): Pick<ModuleResult, 'state' | 'reason'> {
  const finding = findings.find(({ module, severity }) => module === name && severity === 'error')
  if (finding) return { state: 'failed', reason: finding.message }
  if (tested === null) return { state: 'not_installed', reason: 'Odoo was not started.' }
  const { plan, execution } = tested
  const leftOut = plan.selection.leftOut.find((one) => one.name === name)
  if (leftOut) return { state: 'left_out', reason: leftOut.reason }
  const blocked = plan.blocked.find((one) => one.name === name)
  if (blocked) return { state: 'not_installed', reason: blocked.reason }
  const { loadFailure } = execution.report
  if (loadFailure?.module === name) return { state: 'failed', reason: loadFailure.message }
  const { failed, error } = execution.counts[name] ?? none
  if (failed + error > 0) return { state: 'failed', reason: `${failed + error} of its tests failed.` }
  if (execution.states[name] === 'installed')
    return { state: 'tested', reason: execution.silent.includes(name) ? 'It has tests, and none of them ran.' : null }
  return { state: 'not_installed', reason: `Odoo left it ${execution.states[name] ?? 'uninstalled'}.` }
}
