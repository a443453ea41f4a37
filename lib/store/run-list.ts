import type { Page, RunFilter, RunRow } from '../core/store.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { withRepeats } from './repeats.ts'

/** With a run comes the newest one that repeats it. */
export const withLinks = { next: { select: { id: true }, orderBy: { createdAt: 'desc' }, take: 1 } } as const

/** Runs newest first, a page at a time, however deep it lies. */
export async function listRuns(prisma: PrismaClient, filter: RunFilter): Promise<Page<RunRow>> {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200)
  const conditions = [Prisma.sql`"parentId" is null`, ...conditionsOf(filter), ...(filter.cursor ? beyond(filter.cursor) : [])]
  const found = await prisma.$queryRaw<{ id: string }[]>`
    select id from "Run" where ${Prisma.join(conditions, ' and ')} order by "createdAt" desc, id desc limit ${limit + 1}`
  const ids = found.slice(0, limit).map(({ id }) => id)
  const order: [object, object] = [{ createdAt: 'desc' }, { id: 'desc' }]
  const rows = await prisma.run.findMany({ where: { id: { in: ids } }, orderBy: order, include: withLinks })
  const last = rows.at(-1)
  return { rows: await withRepeats(prisma, rows), next: found.length > limit && last ? `${last.createdAt.toISOString()}~${last.id}` : null }
}

/** What a filter asks of a row. */
export function conditionsOf({
  status,
  address,
  startedBy,
  by,
  warnings,
  branch,
  after,
  text,
  newest,
  tested,
  within,
}: RunFilter): Prisma.Sql[] {
  const conditions = [
    status && status.length > 0 && Prisma.sql`status in (${Prisma.join(status)})`,
    address && (address.endsWith('.*') ? Prisma.sql`address like ${`${plain(address.slice(0, -1))}%`}` : Prisma.sql`address = ${address}`),
    startedBy && Prisma.sql`"startedBy" = ${startedBy}`,
    by && Prisma.sql`"startedByName" ilike ${`%${plain(by)}%`}`,
    warnings === 'none' && Prisma.sql`status = 'succeeded' and view->>'cause' is null`,
    warnings === 'only' && Prisma.sql`status = 'succeeded' and view->>'cause' is not null`,
    branch && Prisma.sql`branch like ${plain(branch).replace(/\*$/, '%')}`,
    after && Prisma.sql`"createdAt" >= ${after}::timestamptz`,
    newest && isNewest,
    within && touchesOnly(within, 'Run'),
    tested && Prisma.sql`view->'output'->>'repository' = ${tested.repository}`,
    tested?.ref !== undefined && Prisma.sql`view->'output'->'commit'->>'ref' = ${tested.ref}`,
    ...wordsOf(text).map((word) => Prisma.sql`(${Prisma.join(waysToFind(word), ' or ')})`),
  ]
  return conditions.filter((one) => one instanceof Prisma.Sql)
}

/** True of a run that touches no other environment: the same as `environmentsOf` says, in SQL. */
export function touchesOnly(environments: readonly string[], run: 'Run' | 'run'): Prisma.Sql {
  const [of, all] = [Prisma.raw(`"${run}"`), [...environments]]
  return Prisma.sql`((jsonb_typeof(${of}.input->'environment') is distinct from 'string' or ${of}.input->>'environment' = any(${all}))
    and (${of}.lock not like 'environment:%' or substr(${of}.lock, length('environment:') + 1) = any(${all})))`
}

/** No other run repeats it, and none repeats later what it repeats. */
const isNewest = Prisma.sql`not exists (select from "Run" later where later."previousId" = "Run".id
  or (later."previousId" = "Run"."previousId" and (later."createdAt", later.id) > ("Run"."createdAt", "Run".id)))`

/** Words one by one, or together where they stand in quotation marks. */
function wordsOf(text = ''): string[] {
  return [...text.matchAll(/"([^"]+)"|[^\s"]+/g)].map(([word, quoted]) => quoted ?? word)
}

/** A word of the title, or how else a run is called: by the beginning of its id or of the commit that it tested, or by its pull request. */
function waysToFind(word: string): Prisma.Sql[] {
  const [, pullRequest] = /^#(\d{1,9})$/.exec(word) ?? []
  return [
    Prisma.sql`title ilike ${`%${plain(word)}%`}`,
    Prisma.sql`id like ${`${plain(word)}%`}`,
    ...(/^[0-9a-f]{7,40}$/i.test(word) ? [Prisma.sql`"commit" like ${`${word.toLowerCase()}%`}`] : []),
    ...(pullRequest === undefined ? [] : [Prisma.sql`"pullRequest" = ${pullRequest}`]),
  ]
}

/** Words that stand for themselves in a pattern of LIKE. */
function plain(words: string): string {
  return words.replaceAll(/[\\%_]/g, '\\$&')
}

/** What comes after a cursor. One that is not ours begins at the start. */
function beyond(cursor: string): Prisma.Sql[] {
  const [at = '', id = ''] = cursor.split('~')
  return isMoment(at) ? [Prisma.sql`("createdAt", id) < (${at}::timestamptz, ${id})`] : []
}

/** A time as we write it, of a year that the database knows too. */
function isMoment(text: string): boolean {
  const date = new Date(text)
  return /^(?!0000)\d{4}-/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString() === text
}
