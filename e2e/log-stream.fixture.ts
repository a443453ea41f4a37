import pg from 'pg'
import { openRedactor } from '../lib/core/redact.ts'
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
  await journal.append(id, 'mine', { key: 'run', kind: 'run_started', data: {} })
  await journal.append(id, 'mine', { key: 'test', kind: 'started', step: 'test', data: { undoable: false } })
  /** Writes them; resolves with the lines a second that came to be written. */
  const say = async (count: number): Promise<number> => {
    const started = performance.now()
    for (let said = 0; said < count; said += linesOfChunk) {
      const at = new Date().toISOString()
      const lines = Array.from({ length: linesOfChunk }, (_, place): [string, 'out', string] => [
        at,
        'out',
        `2026-11-22 03:12:44,204 123 INFO db odoo.addons.sale: line ${said + place + 1} of the order ${place % 97}`,
      ])
      await journal.appendLog(id, 'mine', { step: 'test', attempt: 1, lines })
    }
    return (count * 1000) / (performance.now() - started)
  }
  const remove = async () => {
    await sql.query('delete from "Run" where id = $1', [id])
    await sql.end()
    await prisma.$disconnect()
  }
  return { id, say, remove }
}
