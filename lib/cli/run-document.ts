import path from 'node:path'
import { type RunView, type TestResult, verdictOf } from '../core/run.ts'
import type { RunRow } from '../core/store.ts'
import type { Room } from './room.ts'

/** A run as `--json` prints it; its public shape. */
export function documentOf(row: RunRow, dataDir: string) {
  const { view } = row
  return {
    id: row.id,
    address: row.address,
    title: row.title,
    status: row.status,
    /** The same, but that `succeeded_with_warnings` is told apart. */
    verdict: verdictOf(view),
    cause: view.cause,
    output: view.output,
    tests: view.tests,
    evidence: evidenceOf(view, dataDir),
    left: view.left,
    steps: stepsOf(view),
    input: row.input,
    startedBy: row.startedByName,
    surface: row.surface,
    previous: row.previous,
    next: row.next,
    repeats: row.repeats,
    createdAt: row.createdAt,
    startedAt: view.startedAt,
    finishedAt: view.finishedAt,
  }
}

/** The same with its red tests, which tell why. */
export async function wholeDocument({ control, actor }: Pick<Room, 'control' | 'actor'>, row: RunRow) {
  const { failed, error } = row.view.tests
  const tests = failed + error > 0 ? testRows((await control.ask(actor, 'control_room.tests', { id: row.id })).rows) : []
  const failures = tests.filter(({ status }) => status === 'failed' || status === 'error')
  return { ...documentOf(row, control.dataDir), failures }
}

/** `control_room.tests` answers with TestResult as they are. */
function testRows(rows: unknown): TestResult[] {
  return rows as TestResult[]
}

/** The steps that began, in the order in which they did: the database keeps no order. */
export function stepsOf({ steps }: RunView): RunView['steps'] {
  const begunAt = (startedAt: string | null) => (startedAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(startedAt))
  return Object.fromEntries(Object.entries(steps).sort(([, a], [, b]) => begunAt(a.startedAt) - begunAt(b.startedAt)))
}

function evidenceOf({ evidence }: RunView, dataDir: string) {
  return evidence && { ...evidence, path: path.join(dataDir, 'evidence', evidence.path) }
}
