import type { OdooFinding, OdooRun } from './odoo-run.ts'

/** Errors before warnings; each by file and line, what has no file first. */
export function gravestFirst(findings: readonly OdooFinding[]): OdooFinding[] {
  return findings.toSorted(
    (one, other) =>
      Number(one.severity === 'warning') - Number(other.severity === 'warning') ||
      (one.file ?? '').localeCompare(other.file ?? '') ||
      (one.line ?? 0) - (other.line ?? 0),
  )
}

/** `addons/sale_x/__manifest__.py:4`, else its module, else nothing. */
export function findingPlace({ file, line, module }: Pick<OdooFinding, 'file' | 'line' | 'module'>): string {
  if (file) return line ? `${file}:${line}` : file
  return module ?? ''
}

/** The first error in the order of the checks, which is the one that the run's cause names, and how many there are; null without any. */
export function firstErrorOf(odoo: OdooRun | null): { first: OdooFinding; errors: number } | null {
  const first = odoo?.findings.find(({ severity }) => severity === 'error')
  return odoo && first ? { first, errors: odoo.findingCounts.errors } : null
}
