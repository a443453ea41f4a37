import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type OdooReport, openOdooReport } from './test-report.ts'

const folder = path.join(import.meta.dirname, 'logs.fixture')

export function logNames(): string[] {
  return readdirSync(folder).sort()
}

/** The lines of the log whose name begins so. */
export function logLines(name: string): string[] {
  const file = logNames().find((one) => one.startsWith(name))
  if (file === undefined) throw new Error(`No log begins with ${name}.`)
  return readFileSync(path.join(folder, file), 'utf8').split('\n').slice(0, -1)
}

export function reportOf(lines: Iterable<string>): OdooReport {
  const reader = openOdooReport()
  for (const line of lines) reader.hear(line)
  return reader.report()
}

/** A line as Odoo prints it. */
export function lineOf(level: string, logger: string, message: string, second = 0): string {
  return `2026-11-22 18:49:${String(second).padStart(2, '0')},000 1 ${level} ci ${logger}: ${message} `
}

/** What no report may lack that is called green: the whole loading, tests, their summary, and nothing against it. */
export function looksGreen(report: OdooReport): boolean {
  const { tests, summary, errorCount, modulesLoaded, loadFailure, databaseFailure } = report
  const isBad = tests.some(({ status }) => status === 'failed' || status === 'error') || errorCount > 0
  if (isBad || !modulesLoaded || summary === null || loadFailure !== null || databaseFailure !== null) return false
  const isWhole = report.unknownModules.length + report.inconsistentModules.length + report.demoFailures.length === 0
  return isWhole && summary.failed + summary.errors === 0 && summary.tests > 0
}
