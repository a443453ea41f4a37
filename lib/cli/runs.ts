import type { LogLine, RunRow } from '../core/store.ts'
import { type Call, wordOf } from './command.ts'
import { followToEnd, titlesOf } from './follow.ts'
import type { Room } from './room.ts'
import { documentOf, wholeDocument } from './run-document.ts'
import { table, timeOf } from './table.ts'
import { statusWord, stepLines, verdictLines } from './verdict-lines.ts'

const linesAtOnce = 5000

export async function listRuns({ input, out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const answer = await control.ask(actor, 'control_room.runs', input)
  const rows = runRows(answer.rows)
  const shown = rows.map((row) => [row.id, statusWord(row.view), timeOf(row.createdAt), row.startedByName, row.title])
  const more = typeof answer.next === 'string' ? ['', `More: --cursor '${answer.next}'`] : []
  const document = { ...answer, rows: rows.map((row) => documentOf(row, control.dataDir)) }
  out.answer(document, () => (rows.length === 0 ? ['No runs.'] : [...table(shown), ...more]))
  return 0
}

export async function showRun(call: Call): Promise<number> {
  const { options, out } = call
  if (options.follow === true) return followToEnd(call, wordOf(options, 'id'))
  const room = await call.room()
  const { control, actor } = room
  const row = await control.run(actor, wordOf(options, 'id'))
  const log = options.log === true ? await wholeLog(room, row) : null
  const document = await wholeDocument(room, row)
  const titleOf = titlesOf(control, row.address)
  out.answer(log ? { ...document, log } : document, () =>
    log ? log.map(({ text }) => text) : [...stepLines(row, titleOf), '', ...verdictLines(row, control.dataDir, titleOf)],
  )
  return 0
}

export async function cancelRun({ options, out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const row = await control.cancel(actor, wordOf(options, 'id'))
  const lines =
    row.status === 'cancelled'
      ? [`Run ${row.id} is cancelled.`]
      : [`Run ${row.id} is being cancelled: what it made is undone.`, `See: devops-agent runs show ${row.id} --follow`]
  out.answer(documentOf(row, control.dataDir), () => lines)
  return 0
}

export async function approveRun({ options, out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const row = await control.approve(actor, wordOf(options, 'id'))
  out.answer(documentOf(row, control.dataDir), () => [`Run ${row.id} is approved, and in the queue.`])
  return 0
}

async function wholeLog({ control, actor }: Room, { id, view }: RunRow): Promise<LogLine[]> {
  const lines: LogLine[] = []
  for (let from = 1; from <= view.lines; from += linesAtOnce) {
    const { rows } = await control.ask(actor, 'control_room.log', { id, from, count: linesAtOnce })
    lines.push(...logRows(rows))
  }
  return lines
}

/** `control_room.runs` answers with RunRow as they are; its output schema only says that they are rows. */
function runRows(rows: unknown): RunRow[] {
  return rows as RunRow[]
}

/** `control_room.log` answers with LogLine as they are. */
function logRows(rows: unknown): LogLine[] {
  return rows as LogLine[]
}
