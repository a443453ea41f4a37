import type { EvidenceRow } from '../core/proof.ts'
import type { TestResult } from '../core/run.ts'
import type { QueuePlace, ReadStore, RunRow, WitnessedRow } from '../core/store.ts'
import { auditHead, listAudit, recordsAfter, verifyAudit } from './audit.ts'
import { listDeliveries } from './delivery-list.ts'
import { placeInQueue } from './engine.ts'
import { lastHeard } from './environment-watch.ts'
import type { EvidencePack, PrismaClient, Run } from './generated/client.ts'
import { readLines, readLog } from './log.ts'
import { readOutline } from './log-outline.ts'
import type { LogSearch } from './log-search.ts'
import { openMemberLists } from './member-list.ts'
import { auditAnchors, checkAllPacks, checkPack } from './packs.ts'
import { remembered } from './remembered.ts'
import { withRepeats } from './repeats.ts'
import { eventOf, viewOf } from './rows.ts'
import { listRuns, withLinks } from './run-list.ts'
import { brokenRuns, countRuns, workerState } from './run-summary.ts'
import { listTokens } from './tokens.ts'

const eventsAtOnce = 500
/** How old a chain may be that a page shows, before it is read anew. */
const fewSeconds = 3000

/** What verbs and surfaces may read, on PostgreSQL. */
export function openReadStore(prisma: PrismaClient, dataDir: string, search: Pick<LogSearch, 'search'>): ReadStore {
  const get = async (id: string): Promise<RunRow | null> => {
    const row = await prisma.run.findUnique({ where: { id }, include: withLinks })
    const [run] = row ? await withRepeats(prisma, [row]) : []
    return run ?? null
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
        return withRepeats(prisma, exact.length > 0 ? exact : rows)
      },
      events,
      list: (filter) => listRuns(prisma, filter),
      counts: (filter) => countRuns(prisma, filter),
      broken: (after, only, within) => brokenRuns(prisma, after, only, within),
      place: (id) => place(prisma, id),
      line: (lock) => lineOf(prisma, lock),
      log: (id, from, count) => readLog(prisma, id, from, count),
      lines: (id, numbers) => readLines(prisma, id, numbers),
      outline: (id, from) => readOutline(prisma, id, from),
      search: (id, query) => search.search(id, query),
      tests: (id) => testsOf(prisma, id),
      calls: (id) => callsOf(prisma, id),
    },
    workers: { state: () => workerState(prisma) },
    environments: { heard: () => lastHeard(prisma) },
    audit: {
      list: (filter) => listAudit(prisma, filter),
      records: (after) => recordsAfter(prisma, after),
      head: () => auditHead(prisma),
      verify,
      state: remembered(fewSeconds, verify),
    },
    evidence: {
      get: pack,
      list: packs,
      page: (filter) => pagePacks(prisma, filter),
      check: async (runId) => {
        const row = await pack(runId)
        return row && checkPack(dataDir, row)
      },
      checkAll: async () => checkAllPacks(await packs(), dataDir),
    },
    ...openMemberLists(prisma),
    deliveries: { list: (filter) => listDeliveries(prisma, filter) },
    tokens: { list: (ownerId) => listTokens(prisma, ownerId) },
  }
}

function packOf(row: EvidencePack): EvidenceRow {
  return { ...row, at: row.at.toISOString() }
}

async function pagePacks(prisma: PrismaClient, { cursor, limit = 50 }: { cursor?: string; limit?: number }) {
  const before = Number(cursor)
  const rows = await prisma.evidencePack.findMany({
    where: before > 0 && before < 2 ** 31 ? { seq: { lt: before } } : {},
    orderBy: { seq: 'desc' },
    take: limit + 1,
    include: { run: { select: { title: true } } },
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ run, ...row }) => ({ ...packOf(row), title: run.title })),
    next: rows.length > limit && last ? String(last.seq) : null,
  }
}

async function place(prisma: PrismaClient, id: string): Promise<QueuePlace | null> {
  const run = await prisma.run.findUnique({ where: { id }, select: { status: true } })
  if (run?.status !== 'queued') return null
  const queued = await placeInQueue(prisma, id)
  if (!queued) return null
  const { position, holder } = queued
  const row = holder ? await prisma.run.findUnique({ where: { id: holder } }) : null
  return { position, holder: row && holderOf(row) }
}

/** What runs hold a lock and wait for it, as their rows say it: the place of one that would come now. */
async function lineOf(prisma: PrismaClient, lock: string): Promise<QueuePlace | null> {
  const where = { lock, parentId: null }
  const [holder, waiting] = await Promise.all([
    prisma.run.findFirst({ where: { ...where, status: { in: ['running', 'undoing'] } }, orderBy: { createdAt: 'asc' } }),
    prisma.run.findMany({ where: { ...where, status: 'queued' }, orderBy: { createdAt: 'asc' }, select: { id: true } }),
  ])
  const [first] = waiting
  const ahead = holder ?? (first ? await prisma.run.findUnique({ where: { id: first.id } }) : null)
  return ahead && { position: waiting.length + 1, holder: holderOf(ahead) }
}

function holderOf(row: Run): NonNullable<QueuePlace['holder']> {
  return { id: row.id, address: row.address, startedByName: row.startedByName, startedAt: viewOf(row).startedAt }
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
