import type { Json, JsonObject } from '../../lib/core/run.ts'

const moduleStates = ['failed', 'not_installed', 'tested', 'left_out'] as const
export type ModuleState = (typeof moduleStates)[number]

export interface OdooModule {
  name: string
  path: string
  state: ModuleState
  tests: number
  failed: number
  skipped: number
  warnings: number
  durationMs: number | null
  /** Why it is not plainly tested. */
  reason: string | null
}

export interface OdooWarning {
  module: string | null
  logger: string
  message: string
  /** The line of the run's log, from 1. */
  line: number | null
  /** True when the branch does not have it; null where there is nothing to compare with. */
  isNew: boolean | null
  /** Of a new one the oldest commit that is known to have it, and its run. */
  firstSeen: { commit: string; run: string } | null
}

export interface OdooFinding {
  rule: string
  severity: 'error' | 'warning'
  module: string | null
  file: string | null
  line: number | null
  message: string
}

/** The Odoo part of a CI run, as its output has it. */
export interface OdooRun {
  series: string
  because: string
  /** Null when Odoo was not started. */
  image: string | null
  selection: string
  modules: OdooModule[]
  /** The first of them; `warningCount` counts all. */
  warnings: OdooWarning[]
  warningCount: number
  /** How many of them the newest run of the branch does not have; null where there is none. */
  newWarnings: { count: number; against: string; run: string } | null
  /** The first of them; `findingCounts` counts all. */
  findings: OdooFinding[]
  findingCounts: { errors: number; warnings: number }
  template: { key: string; warm: boolean; seconds: number } | null
}

/** The Odoo part of a run's output; null when there is none. What does not have its shape is left out, so that one odd row hides no other. */
export function odooOf(output: JsonObject | null): OdooRun | null {
  const odoo = objectOf(output?.odoo)
  if (!odoo) return null
  const findings = rowsOf(odoo.findings, findingOf)
  const warnings = rowsOf(odoo.warnings, warningOf)
  const counts = objectOf(odoo.findingCounts)
  const counted = (severity: OdooFinding['severity']) => findings.filter((finding) => finding.severity === severity).length
  return {
    series: textOf(odoo.series) ?? '',
    because: textOf(odoo.because) ?? '',
    image: textOf(odoo.image),
    selection: textOf(odoo.selection) ?? '',
    modules: rowsOf(odoo.modules, moduleOf),
    warnings,
    warningCount: Math.max(numberOf(odoo.warningCount) ?? 0, warnings.length),
    newWarnings: newOf(objectOf(odoo.newWarnings)),
    findings,
    findingCounts: { errors: numberOf(counts?.errors) ?? counted('error'), warnings: numberOf(counts?.warnings) ?? counted('warning') },
    template: templateOf(objectOf(odoo.template)),
  }
}

/** How many warnings a run had, and how many of them are new; each null where that is not known. */
export function warningsOf(output: JsonObject | null): { all: number | null; fresh: number | null } {
  const odoo = objectOf(output?.odoo)
  return { all: numberOf(odoo?.warningCount), fresh: newOf(objectOf(odoo?.newWarnings))?.count ?? null }
}

function moduleOf(row: JsonObject): OdooModule | null {
  const name = textOf(row.name)
  const state = moduleStates.find((each) => each === row.state)
  if (!name || !state) return null
  return {
    name,
    state,
    path: textOf(row.path) ?? '',
    tests: numberOf(row.tests) ?? 0,
    failed: numberOf(row.failed) ?? 0,
    skipped: numberOf(row.skipped) ?? 0,
    warnings: numberOf(row.warnings) ?? 0,
    durationMs: numberOf(row.durationMs),
    reason: textOf(row.reason),
  }
}

function warningOf(row: JsonObject): OdooWarning | null {
  const message = textOf(row.message)
  if (message === null) return null
  const isNew = typeof row.isNew === 'boolean' ? row.isNew : null
  return {
    message,
    module: textOf(row.module),
    logger: textOf(row.logger) ?? '',
    line: lineOf(row.line),
    isNew,
    firstSeen: seenOf(objectOf(row.firstSeen)),
  }
}

function seenOf(row: JsonObject | null): OdooWarning['firstSeen'] {
  const [commit, run] = [textOf(row?.commit), textOf(row?.run)]
  return commit === null || run === null ? null : { commit, run }
}

function findingOf(row: JsonObject): OdooFinding | null {
  const message = textOf(row.message)
  if (message === null) return null
  return {
    message,
    rule: textOf(row.rule) ?? '',
    severity: row.severity === 'warning' ? 'warning' : 'error',
    module: textOf(row.module),
    file: textOf(row.file),
    line: lineOf(row.line),
  }
}

function newOf(row: JsonObject | null): OdooRun['newWarnings'] {
  const [count, against, run] = [numberOf(row?.count), textOf(row?.against), textOf(row?.run)]
  return count === null || against === null || run === null ? null : { count, against, run }
}

function templateOf(row: JsonObject | null): OdooRun['template'] {
  const key = textOf(row?.key)
  return row && key !== null ? { key, warm: row.warm === true, seconds: numberOf(row.seconds) ?? 0 } : null
}

function objectOf(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}

function rowsOf<Row>(value: Json | undefined, read: (row: JsonObject) => Row | null): Row[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((each) => {
    const object = objectOf(each)
    const row = object && read(object)
    return row ? [row] : []
  })
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

/** Counts and durations: never negative. */
function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' && value >= 0 ? value : null
}

/** Lines count from 1; 0 is none. */
function lineOf(value: Json | undefined): number | null {
  return numberOf(value) || null
}
