import type { TestCounts } from '../../../lib/core/run.ts'
import type { ReadStore } from '../../../lib/core/store.ts'
import type { GitCommit } from '../../../lib/tools/git/port.ts'
import type { Assessment } from '../verdict.ts'
import type { Job } from '../workspace.ts'
import { addedUp, assessOdoo } from './assess.ts'
import { composeOdoo } from './compose.ts'
import { newWarnings } from './new-warnings.ts'
import type { Comparison } from './odoo-plan.ts'
import type { OdooChecked, OdooFound, OdooPrepared, OdooTested } from './part.ts'
import type { OdooResult } from './result.ts'

/** What the steps have found out of the Odoo part of a run. */
export interface OdooParts {
  found: OdooFound
  checked: OdooChecked
  /** What the run is compared with, and the commit that it tests. */
  comparison: Comparison
  commit: Pick<GitCommit, 'ref'>
  prepared: OdooPrepared | null
  tested: OdooTested | null
}

/** The Odoo part of a run's end. */
export interface OdooReported {
  assessment: Assessment
  result: OdooResult
  counts: TestCounts
  version: string
  durationMs: number
  exitCode: number | null
  /** What kept Odoo apart, as it was configured; empty where it was not started. */
  isolation: string
}

const isolations = {
  closed: 'Odoo ran in a container of its own, with no way out but to its database.',
  open: 'Odoo ran in a container of its own, which could reach other hosts, as config/agent.yml allows.',
}

/** Puts together what was observed of the Odoo part, and says what it comes to. */
export async function reportOdoo(store: Pick<ReadStore, 'runs'>, parts: OdooParts, job: Job): Promise<OdooReported> {
  const { runId, settings } = job
  const { found, checked, prepared, tested } = parts
  const execution = tested?.execution ?? null
  const news = execution && (await newWarnings(store, { ...parts, job, ...execution.report }, Date.now()))
  const assessment = assessOdoo({
    findings: { ...checked.counts, first: checked.first },
    unavailable: prepared !== null && 'unavailable' in prepared ? prepared.unavailable : null,
    tested: tested?.plan.selection.tested ?? [],
    blocked: tested?.plan.blocked ?? [],
    execution,
    news,
    limits: settings.limits,
  })
  return {
    assessment,
    result: composeOdoo(parts, { firstLine: await firstLineOf(store, runId), news }),
    counts: addedUp(execution?.counts ?? {}),
    version: found.series,
    durationMs: execution?.durationMs ?? 0,
    exitCode: execution?.exitCode ?? null,
    isolation: execution === null ? '' : settings.odoo.egress ? isolations.open : isolations.closed,
  }
}

/** The line of the run's log that the last attempt of the tests begins with; 1 where it has written nothing. */
async function firstLineOf(store: Pick<ReadStore, 'runs'>, runId: string): Promise<number> {
  const chunks = (await store.runs.events(runId, 0)).flatMap((event) => (event.kind === 'log' && event.step === 'test' ? [event.data] : []))
  const last = Math.max(0, ...chunks.map(({ attempt }) => attempt))
  return chunks.find(({ attempt }) => attempt === last)?.firstLine ?? 1
}
