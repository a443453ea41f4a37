import { createHash } from 'node:crypto'
import { type ChainedRecord, chainText, genesis } from '../core/chain.ts'
import type { Actor, Surface } from '../core/policy.ts'
import type { AuditFilter, AuditRow, ChainState } from '../core/proof.ts'
import type { JsonObject } from '../core/run.ts'
import { mapped, storable } from '../core/storable.ts'
import type { Page } from '../core/store.ts'
import type { AuditRecord, Prisma, PrismaClient } from './generated/client.ts'

export interface NewAudit {
  actor: Actor
  action: string
  target: string
  outcome: AuditRow['outcome']
  details?: JsonObject
}

/** Adds a record to the chain, in the caller's transaction; writers queue for the chain's head. */
export async function addAudit(tx: Prisma.TransactionClient, { actor, action, target, outcome, details = {} }: NewAudit): Promise<void> {
  await tx.$executeRaw`insert into "AuditHead" (id, seq, hash) values (1, 0, ${genesis}) on conflict do nothing`
  const [head] = await tx.$queryRaw<{ seq: number; hash: string; now: Date }[]>`
    select seq, hash, date_trunc('milliseconds', clock_timestamp()) as now from "AuditHead" where id = 1 for update`
  if (!head) throw new Error('the audit has no head')
  const clean = mapped(details, storable)
  const row = {
    seq: head.seq + 1,
    at: head.now,
    actor: storable(actor.id),
    actorName: storable(actor.name),
    surface: actor.surface,
    action,
    target: storable(target),
    outcome,
    details: clean as Prisma.InputJsonObject,
  }
  const hash = hashOf(head.hash, { ...row, details: clean })
  await tx.auditRecord.create({ data: { ...row, hash } })
  await tx.$executeRaw`update "AuditHead" set seq = ${row.seq}, hash = ${hash} where id = 1`
}

function hashOf(previous: string, row: Omit<ChainedRecord, 'at'> & { at: Date }): string {
  return createHash('sha256')
    .update(chainText(previous, { ...row, at: row.at.toISOString() }))
    .digest('hex')
}

/** Recomputes the whole chain: a changed, missing or removed record is named. `anchors` are heads that evidence packs remember. */
export async function verifyAudit(prisma: PrismaClient, anchors: { seq: number; hash: string; where: string }[]): Promise<ChainState> {
  let previous = genesis
  let seq = 0
  const remembered = new Map(anchors.map((anchor) => [anchor.seq, anchor]))
  for (;;) {
    const rows = await prisma.auditRecord.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: 1000 })
    if (rows.length === 0) break
    for (const row of rows) {
      if (row.seq !== seq + 1) return broken(seq, `Record ${seq + 1} is missing.`)
      if (hashOf(previous, { ...row, details: detailsOf(row) }) !== row.hash)
        return broken(seq, `Record ${row.seq} does not match its hash.`)
      const anchor = remembered.get(row.seq)
      if (anchor && anchor.hash !== row.hash) return broken(seq, `Record ${row.seq} is not the one that ${anchor.where} remembers.`)
      previous = row.hash
      seq = row.seq
    }
  }
  const head = await prisma.auditHead.findUnique({ where: { id: 1 } })
  if (head && (head.seq !== seq || head.hash !== (seq === 0 ? genesis : previous)))
    return broken(seq, `Record ${head.seq} is missing: the chain ends at ${seq}.`)
  const beyond = anchors.find((anchor) => anchor.seq > seq)
  if (beyond) return broken(seq, `Record ${beyond.seq}, which ${beyond.where} remembers, is missing.`)
  return { ok: true, upTo: seq, problem: null, at: new Date().toISOString() }
}

function broken(upTo: number, problem: string): ChainState {
  return { ok: false, upTo, problem: `${problem} Everything after ${upTo} is unproven.`, at: new Date().toISOString() }
}

/** The head that an evidence pack remembers. */
export async function auditHead(tx: Prisma.TransactionClient | PrismaClient): Promise<{ seq: number; hash: string }> {
  const head = await tx.auditHead.findUnique({ where: { id: 1 } })
  return head ? { seq: head.seq, hash: head.hash } : { seq: 0, hash: genesis }
}

export async function listAudit(prisma: PrismaClient, filter: AuditFilter): Promise<Page<AuditRow>> {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200)
  const before = Number(filter.cursor)
  const found = (text: string) => ({ contains: text, mode: 'insensitive' as const })
  const conditions: Prisma.AuditRecordWhereInput[] = [
    filter.actor ? { actor: filter.actor } : {},
    filter.who ? { actorName: found(filter.who) } : {},
    filter.what ? { OR: [{ action: found(filter.what) }, { target: found(filter.what) }] } : {},
    filter.surface ? { surface: filter.surface } : {},
    filter.outcome ? { outcome: filter.outcome } : {},
    before > 0 && before < 2 ** 31 ? { seq: { lt: before } } : {},
  ]
  const rows = await prisma.auditRecord.findMany({ where: { AND: conditions }, orderBy: { seq: 'desc' }, take: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page.map(auditOf), next: rows.length > limit && last ? String(last.seq) : null }
}

/** Records after `seq`, oldest first: what somebody needs who computes the chain himself. */
export async function recordsAfter(prisma: PrismaClient, seq: number): Promise<AuditRow[]> {
  const rows = await prisma.auditRecord.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: 2000 })
  return rows.map(auditOf)
}

/** Written by `addAudit` alone, from values of these types. */
function auditOf(row: AuditRecord): AuditRow {
  return {
    ...row,
    at: row.at.toISOString(),
    surface: row.surface as Surface,
    outcome: row.outcome as AuditRow['outcome'],
    details: detailsOf(row),
  }
}

function detailsOf(row: AuditRecord): JsonObject {
  return row.details as JsonObject
}
