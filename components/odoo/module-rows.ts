import type { TestResult } from '../../lib/core/run.ts'
import type { Badge } from '../status/status.ts'
import type { ModuleState, OdooModule, OdooRun } from './odoo-run.ts'

/** A module in the table. Without an output its tests are all that is known: it is `reporting`, or `unjudged` when the run ended so. */
export interface ModuleRow extends Omit<OdooModule, 'state' | 'path' | 'warnings'> {
  state: ModuleState | 'reporting' | 'unjudged'
  path: string | null
  warnings: number | null
}

/** How a module looks: its state, and what makes a tested one less than green. */
export const moduleBadges = {
  failed: { glyph: 'cross', word: 'Failed', tone: 'fail' },
  not_installed: { glyph: 'unplug', word: 'Not installed', tone: 'fail' },
  untested: { glyph: 'dot', word: 'No tests', tone: 'warn' },
  warned: { glyph: 'exclamation', word: 'Warnings', tone: 'warn' },
  unjudged: { glyph: 'clock', word: 'Not judged', tone: 'neutral' },
  reporting: { glyph: 'loader', word: 'Green so far', tone: 'running' },
  tested: { glyph: 'check', word: 'Tested', tone: 'ok' },
  left_out: { glyph: 'minus', word: 'Left out', tone: 'neutral' },
} as const satisfies Record<string, Badge>

/** In the order of the table: the worst first. */
export type ModuleKind = keyof typeof moduleBadges
export const moduleKinds = [
  'failed',
  'not_installed',
  'untested',
  'warned',
  'unjudged',
  'reporting',
  'tested',
  'left_out',
] as const satisfies ModuleKind[]

/** What a module is shown as. A tested one without any test proves nothing, and one that logged warnings is not plainly green. */
export function kindOf({ state, tests, failed, warnings }: ModuleRow): ModuleKind {
  if (failed > 0) return 'failed'
  if (state !== 'tested') return state
  if (tests === 0) return 'untested'
  return warnings ? 'warned' : 'tested'
}

/** The modules of a run, worst first: as its output has them, or, where there is none, as its tests tell. `over` is a run that has ended. */
export function modulesOf(odoo: OdooRun | null, tests: readonly TestResult[], over: boolean): ModuleRow[] {
  const rows: ModuleRow[] = odoo ? odoo.modules : told(tests, over ? 'unjudged' : 'reporting')
  return rows.toSorted(
    (one, other) => moduleKinds.indexOf(kindOf(one)) - moduleKinds.indexOf(kindOf(other)) || one.name.localeCompare(other.name),
  )
}

/** True for a test of Odoo: its suite is its module, its name is class and method. */
export function isOdooTest({ id, suite, name }: Pick<TestResult, 'id' | 'suite' | 'name'>): boolean {
  return /^\w+$/.test(suite) && /^\w+\.\w+$/.test(name) && id === `${suite}.${name}`
}

function told(tests: readonly TestResult[], state: ModuleRow['state']): ModuleRow[] {
  const rows = new Map<string, ModuleRow>()
  for (const test of tests) {
    if (!isOdooTest(test)) continue
    const row = rows.get(test.suite) ?? { ...untold, name: test.suite, state }
    row.tests += 1
    if (test.status === 'failed' || test.status === 'error') row.failed += 1
    if (test.status === 'skipped') row.skipped += 1
    row.durationMs = test.durationMs === null ? row.durationMs : (row.durationMs ?? 0) + test.durationMs
    rows.set(test.suite, row)
  }
  return [...rows.values()]
}

const untold = { path: null, tests: 0, failed: 0, skipped: 0, warnings: null, durationMs: null, reason: null }

export interface ModuleFilter {
  kind: ModuleKind | null
  text: string
}

/** The modules that are shown as `kind` and whose name, path or reason contains the text, whatever its case. */
export function modulesPassing(rows: readonly ModuleRow[], { kind, text }: ModuleFilter): ModuleRow[] {
  const wanted = text.trim().toLowerCase()
  return rows.filter(
    (row) =>
      (!kind || kindOf(row) === kind) && (!wanted || `${row.name}\n${row.path ?? ''}\n${row.reason ?? ''}`.toLowerCase().includes(wanted)),
  )
}
