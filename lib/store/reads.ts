import type { TestResult } from '../core/run.ts'
import type { ChainState, EvidenceRow, Page, QueuePlace, ReadStore, RunFilter, RunRow, WitnessedRow } from '../core/store.ts'
import { listAudit, verifyAudit } from './audit.ts'
import { placeInQueue } from './engine.ts'
import type { EvidencePack, Prisma, PrismaClient } from './generated/client.ts'
import { readLines, readLog } from './log.ts'
import { readOutline } from './log-outline.ts'
import type { LogSearch } from './log-search.ts'
import { openMemberLists } from './member-list.ts'
import { auditAnchors, checkAllPacks, checkPack } from './packs.ts'
import { eventOf, runOf, viewOf } from './rows.ts'
import { listTokens } from './tokens.ts'

const withLinks = { next: { select: { id: true }, orderBy: { createdAt: 'desc' }, take: 1 } } as const
const eventsAtOnce = 500

/** How long a page may show a chain as it was found: many that look at once are one reading. */
const fewSeconds = 3000

/** Calls `work` when its last answer is older than `ageMs`; those who ask meanwhile share it. */
function remembered<Answer>(ageMs: number): (work: () => Promise<Answer>) => Promise<Answer> {
  let last: { at: number; answer: Promise<Answer> } | undefined
  return (work) => {
    if (!last || Date.now() - last.at > ageMs) last = { at: Date.now(), answer: work() }
    return last.answer
  }
}

/** What verbs and surfaces may read, on PostgreSQL. */
export function openReadStore(prisma: PrismaClient, dataDir: string, search: Pick<LogSearch, 'search'>): ReadStore {
  const get = async (id: string): Promise<RunRow | null> => {
    const row = await prisma.run.findUnique({ where: { id }, include: withLinks })
    return row && runOf(row)
  }
  const events = async (runId: string, after: number) => {
    const rows = await prisma.runEvent.findMany({ where: { runId, seq: { gt: after } }, orderBy: { seq: 'asc' }, take: eventsAtOnce })
    return rows.map(eventOf)
  }
  const pack = async (runId: string) => {
    const row = await prisma.evidencePack.findUnique({ where: { runId } })
    return row && packOf(row)
  }
  const verify = async () => verifyAudit(prisma, await auditAnchors(await packs(), dataDir))
  const recent = remembered<ChainState>(fewSeconds)
  const packs = async () => (await prisma.evidencePack.findMany({ orderBy: { seq: 'asc' } })).map(packOf)
  return {
    runs: {
      get,
      find: async (prefix) => {
        if (!/^[0-9a-f]{4,}(-\d+)*$/.test(prefix)) return []
        const rows = await prisma.run.findMany({
          where: { id: { startsWith: prefix }, OR: [{ parentId: null }, { id: prefix }] },
          take: 5,
          include: withLinks,
        })
        const exact = rows.filter((row) => row.id === prefix)
        return (exact.length > 0 ? exact : rows).map(runOf)
      },
      events,
      list: (filter) => listRuns(prisma, filter),
      place: (id) => place(prisma, id),
      log: (id, from, count) => readLog(prisma, id, from, count),
      lines: (id, numbers) => readLines(prisma, id, numbers),
      outline: (id, from) => readOutline(prisma, id, from),
      search: (id, query) => search.search(id, query),
      tests: (id) => testsOf(prisma, id),
      calls: (id) => callsOf(prisma, id),
    },
    audit: {
      list: (filter) => listAudit(prisma, filter),
      verify,
      state: () => recent(verify),
    },
    evidence: {
      get: pack,
      list: packs,
      check: async (runId) => {
        const row = await pack(runId)
        return row && checkPack(dataDir, row)
      },
      checkAll: async () => checkAllPacks(await packs(), dataDir),
    },
    ...openMemberLists(prisma),
    tokens: { list: (ownerId) => listTokens(prisma, ownerId) },
  }
}

function packOf(row: EvidencePack): EvidenceRow {
  return { ...row, at: row.at.toISOString() }
}

async function listRuns(prisma: PrismaClient, filter: RunFilter): Promise<Page<RunRow>> {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200)
  const and: Prisma.RunWhereInput[] = [{ parentId: null }]
  if (filter.status?.length) and.push({ status: { in: filter.status } })
  if (filter.address)
    and.push(filter.address.endsWith('.*') ? { address: { startsWith: filter.address.slice(0, -1) } } : { address: filter.address })
  if (filter.startedBy) and.push({ startedBy: filter.startedBy })
  if (filter.text) and.push({ OR: [{ title: { contains: filter.text, mode: 'insensitive' } }, { id: { startsWith: filter.text } }] })
  const after = filter.cursor ? cursorOf(filter.cursor) : null
  if (after) and.push({ OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] })
  const rows = await prisma.run.findMany({
    where: { AND: and },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: withLinks,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page.map(runOf), next: rows.length > limit && last ? `${last.createdAt.toISOString()}~${last.id}` : null }
}

/** A cursor that is not one of ours begins at the start. */
function cursorOf(cursor: string): { at: Date; id: string } | null {
  const [at = '', id = ''] = cursor.split('~')
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? null : { at: date, id }
}

async function place(prisma: PrismaClient, id: string): Promise<QueuePlace | null> {
  const run = await prisma.run.findUnique({ where: { id }, select: { status: true } })
  if (run?.status !== 'queued') return null
  const queued = await placeInQueue(prisma, id)
  if (!queued) return null
  const { position, holder } = queued
  const row = holder ? await prisma.run.findUnique({ where: { id: holder } }) : null
  return {
    position,
    holder: row && { id: row.id, address: row.address, startedByName: row.startedByName, startedAt: viewOf(row).startedAt },
  }
}

/** Results of each step's last attempt, in order of their coming. */
async function testsOf(prisma: PrismaClient, runId: string): Promise<TestResult[]> {
  const rows = await prisma.runEvent.findMany({ where: { runId, kind: { in: ['tests', 'attempt'] } }, orderBy: { seq: 'asc' } })
  const byStep = new Map<string, TestResult[]>()
  for (const event of rows.map(eventOf)) {
    if (event.kind === 'attempt' && event.data.of === 'do') byStep.delete(event.step)
    if (event.kind === 'tests') byStep.set(event.step, [...(byStep.get(event.step) ?? []), ...event.data.results])
  }
  return [...byStep.values()].flat()
}

async function callsOf(prisma: PrismaClient, runId: string): Promise<WitnessedRow[]> {
  const rows = await prisma.runEvent.findMany({ where: { runId, kind: 'call' }, orderBy: { seq: 'asc' } })
  return rows
    .map(eventOf)
    .flatMap((event) => (event.kind === 'call' ? [{ ...event.data, step: event.step, at: event.at, seq: event.seq }] : []))
}
