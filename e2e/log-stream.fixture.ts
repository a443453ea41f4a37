import pg from 'pg'
import { openRedactor } from '../lib/core/redact.ts'
import type { NewEvent } from '../lib/core/run.ts'
import { openJournal } from '../lib/store/journal.ts'
import { openPrisma } from '../lib/store/prisma.ts'
import { plantRun } from '../test/planted-run.ts'
import { databaseUrl } from './odoo-runs.fixture.ts'

const linesOfChunk = 1_000

/** A run that nobody executes, whose step `test` says as many lines as it is told, as fast as they can be written. */
export async function streamedRun() {
  const sql = new pg.Pool({ connectionString: databaseUrl(), max: 1 })
  const prisma = openPrisma(databaseUrl(), 'log-stream')
  const journal = openJournal({ prisma, redactor: openRedactor([]), workerId: 'A' })
  const id = await plantRun(sql)
  // What no engine knows is ended as stranded, unless it belongs to a run that is at work: this one belongs to itself.
  await sql.query('update "Run" set "parentId" = id where id = $1', [id])
  await journal.append(id, 'mine', { key: 'run', kind: 'run_started', data: {} })
  await journal.append(id, 'mine', { key: 'test', kind: 'started', step: 'test', data: { undoable: false } })
  /** Writes them; resolves with the lines a second that came to be written. */
  const say = async (count: number, level = 'INFO'): Promise<number> => {
    const started = performance.now()
    for (let said = 0; said < count; said += linesOfChunk) {
      const at = new Date().toISOString()
      const lines = Array.from({ length: Math.min(linesOfChunk, count - said) }, (_, place): [string, 'out', string] => [
        at,
        'out',
        `2026-11-22 03:12:44,204 123 ${level} db odoo.addons.sale: line ${said + place + 1} of the order ${place % 97}`,
      ])
      await journal.appendLog(id, 'mine', { step: 'test', attempt: 1, lines })
    }
    return (count * 1000) / (performance.now() - started)
  }
  /** Writes what happened to it, one after the other. */
  const tell = async (...events: NewEvent[]): Promise<void> => {
    for (const event of events) await journal.append(id, 'mine', event)
  }
  const remove = async () => {
    // One that was packed meanwhile has to stay, as its pack does.
    await sql.query('delete from "Run" where id = $1 and not exists (select from "EvidencePack" where "runId" = $1)', [id])
    await sql.end()
    await prisma.$disconnect()
  }
  return { id, say, tell, remove }
}
