import path from 'node:path'
import { longLog, textOf } from '../e2e/long-log.fixture.ts'
import { openRedactor } from '../lib/core/redact.ts'
import type { LogQuery } from '../lib/core/store.ts'
import { openJournal } from '../lib/store/journal.ts'
import { LogSearch } from '../lib/store/log-search.ts'
import { openPrisma } from '../lib/store/prisma.ts'
import { openLab, openServer, operator } from './lab.ts'
import { plantRun } from './planted-run.ts'

/** Lines of the long log. */
export const total = 20_000

/** A lab with a long log, what searches it, and runs that a test may write to. */
export async function openLogLab() {
  const server = await openServer()
  const lab = await openLab(server, { variant: 'real' })
  const prisma = openPrisma(lab.url, 'log-test')
  const program = path.resolve('lib/store/log-searcher.ts')
  const search = new LogSearch({ databaseUrl: lab.url, name: 'log-test', program, stalledMs: 1_000 })
  const client = await lab.sql.connect()
  const long = await longLog(client, total)
  client.release()
  return {
    lab,
    prisma,
    search,
    long,
    /** A run that a test may write to, as a worker would. */
    async ownRun() {
      const id = await plantRun(lab.sql)
      const journal = openJournal({ prisma, redactor: openRedactor([]), workerId: 'A' })
      const say = (step: string, attempt: number, texts: string[]) =>
        journal.appendLog(id, 'mine', { step, attempt, lines: texts.map((text) => [new Date().toISOString(), 'err', text]) })
      return { id, say }
    },
    /** The answer of a read verb of the control room. */
    async ask<Answer>(verb: string, input: object): Promise<Answer> {
      return (await lab.control.ask(operator, `control_room.${verb}`, input)) as Answer
    },
    async close() {
      await search.close()
      await prisma.$disconnect()
      await lab.close()
      await server.close()
    },
  }
}

/** A search for text in all lines of a log. */
export function queryFor(text: string, more: Partial<LogQuery> = {}): LogQuery {
  return { text, isRegex: false, matchCase: false, from: 1, step: null, level: 'info', most: 10_000, ...more }
}

/** Numbers of those lines of the long log that pass. */
export function linesOf(passes: (text: string, number: number) => boolean): number[] {
  return Array.from({ length: total }, (_, index) => index + 1).filter((number) => passes(textOf(number), number))
}
