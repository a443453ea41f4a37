import { randomUUID } from 'node:crypto'
import type { Redactor } from '../core/redact.ts'
import { type Cause, emptyRun, isFinished, type NewEvent, type RunView } from '../core/run.ts'
import type { Journal } from '../core/step.ts'
import { appendIn, lockRun, NotOwner } from './append.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { appendLog } from './log.ts'
import { untilAnswered } from './retry.ts'
import { viewOf } from './rows.ts'

const patient = { maxWait: 10_000, timeout: 30_000 }

interface Settings {
  prisma: PrismaClient
  redactor: Redactor
  /** The engine's name of this worker: it may claim only what the engine has given it. */
  workerId: string
}

/** The one way for a worker to write about a run: redacted, fenced by the execution, and repeated while the database is away. */
export function openJournal({ prisma, redactor, workerId }: Settings): Journal {
  const append = (runId: string, execution: string | null, event: NewEvent): Promise<RunView> => {
    const clean = { ...event, data: redactor.json(JSON.parse(JSON.stringify(event.data))) }
    return untilAnswered(() => prisma.$transaction((tx) => appendIn(tx, runId, execution, clean), patient))
  }
  return {
    append,
    redact: (value) => redactor.json(value),
    redactLines: () => redactor.lines(),
    // Lines come masked: a key of several lines is known only to whoever saw the line before.
    appendLog: (runId, execution, chunk) => untilAnswered(() => appendLog(prisma, runId, execution, chunk)),
    claim: async (runId, execution) => {
      const claimed = await untilAnswered(
        () => prisma.$executeRaw`update "Run" set execution = ${execution}
          where id = ${runId} and exists (select 1 from dbos.workflow_status where workflow_uuid = ${runId} and status = 'PENDING' and executor_id = ${workerId})`,
      )
      if (claimed === 0) throw new NotOwner(`the engine has not given run ${runId} to ${workerId}`)
    },
    owned: async (runId, execution) => {
      const row = await untilAnswered(() => prisma.run.findUnique({ where: { id: runId }, select: { execution: true } }))
      if (row?.execution !== execution) throw new NotOwner(`run ${runId} belongs to another execution`)
    },
    cancelRequested: async (runId) => {
      const rows = await untilAnswered(
        () => prisma.$queryRaw<{ cancelled: boolean }[]>`
          with recursive line as (
            select id, "parentId", "cancelRequested" from "Run" where id = ${runId}
            union all select p.id, p."parentId", p."cancelRequested" from "Run" p join line on p.id = line."parentId")
          select bool_or("cancelRequested") as cancelled from line`,
      )
      return rows[0]?.cancelled === true
    },
    interrupt: (runId, execution, cause) => interrupt(prisma, runId, execution, redactor.json({ ...cause })),
    createChild: async (parentId, childId, address, input) => {
      const clean: Prisma.InputJsonObject = redactor.json(JSON.parse(JSON.stringify(input)))
      await untilAnswered(() => prisma.$transaction((tx) => createChild(tx, parentId, childId, address, clean), patient))
    },
    outcome: async (runId) => {
      const row = await untilAnswered(() => prisma.run.findUniqueOrThrow({ where: { id: runId } }))
      const { status, output, cause } = viewOf(row)
      return { status, output, cause }
    },
  }
}

/** Ends a run that nobody will carry on; what had been registered to be undone, and was not, is listed. */
export async function interrupt(prisma: PrismaClient, runId: string, execution: string | null, cause: Cause): Promise<void> {
  await untilAnswered(() =>
    prisma.$transaction(async (tx) => {
      const row = await lockRun(tx, runId, execution)
      if (isFinished(row.view.status)) return
      // Whoever executed it, and may come back, is shut out.
      if (execution === null) await tx.run.update({ where: { id: runId }, data: { execution: `ended-${randomUUID()}` } })
      await appendIn(tx, runId, execution, { key: 'run:interrupted', kind: 'interrupted', data: { cause, left: notUndone(row.view) } })
    }, patient),
  )
}

function notUndone(view: RunView): string[] {
  return Object.entries(view.steps).flatMap(([id, step]) => (step.undoable && step.state !== 'undone' ? [id] : []))
}

async function createChild(
  tx: Prisma.TransactionClient,
  parentId: string,
  id: string,
  address: string,
  input: Prisma.InputJsonObject,
): Promise<void> {
  const parent = await tx.run.findUniqueOrThrow({ where: { id: parentId } })
  const { lock, startedBy, startedByName, surface, planDigest } = parent
  const view: Prisma.InputJsonObject = JSON.parse(JSON.stringify(emptyRun))
  const { count } = await tx.run.createMany({
    data: [{ id, address, title: address, input, lock, view, startedBy, startedByName, surface, planDigest, parentId }],
    skipDuplicates: true,
  })
  if (count === 1) await appendIn(tx, id, null, { key: 'run:queued', kind: 'queued', data: {} })
}
