import { createHash, randomBytes, randomInt } from 'node:crypto'
import { OpsError } from '../core/error.ts'
import type { Actor, ModeName, Role, Surface } from '../core/policy.ts'
import type { NewToken, RoomStore, TokenRow } from '../core/room.ts'
import type { Prisma, PrismaClient, Token, User } from './generated/client.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** 40 letters of 62 are 238 bits: a plain sha-256 of it cannot be searched. */
const secretLength = 40
const seenEveryMs = 60_000
const mostActive = 100
const order: Record<Role, number> = { viewer: 0, developer: 1, operator: 2, admin: 3 }

/** The beginning by which people, and our own redactor, know a token. */
const prefix = 'dat_'

/** Who a bearer's secret stands for, or null. Asked on every request, so that a revoked token ends at once, in every process. */
export async function actorOfToken(prisma: PrismaClient, secret: string, surface: Surface): Promise<Actor | null> {
  if (!secret.startsWith(prefix)) return null
  const row = await prisma.token.findUnique({ where: { digest: digestOf(secret) }, include: { user: true } })
  if (!row || stateOf(row) !== 'active') return null
  if (Date.now() - (row.lastUsedAt?.getTime() ?? 0) > seenEveryMs)
    await prisma.token.updateMany({ where: { id: row.id }, data: { lastUsedAt: new Date() } })
  const { id, name, user, verbs, environments } = row
  return {
    id: user.id,
    name: `${name} (token of ${user.name})`,
    role: lowerOf(row.role as Role, user.role as Role),
    surface,
    ...(row.mode ? { mode: row.mode as ModeName } : {}),
    token: { id, name, verbs, environments },
  }
}

export async function listTokens(prisma: PrismaClient, ownerId?: string): Promise<TokenRow[]> {
  const rows = await prisma.token.findMany({
    where: ownerId === undefined ? {} : { userId: ownerId },
    include: { user: true },
    orderBy: { createdAt: 'desc' },
  })
  const midnight = new Date(new Date().setUTCHours(0, 0, 0, 0))
  const used = await prisma.run.groupBy({
    by: ['tokenId'],
    where: { tokenId: { in: rows.map(({ id }) => id) }, createdAt: { gte: midnight } },
    _count: true,
  })
  const counts = new Map(used.map(({ tokenId, _count }) => [tokenId, _count]))
  const shown = rows.map((row) => rowOf(row, counts.get(row.id) ?? 0))
  return [...shown.filter(({ state }) => state === 'active'), ...shown.filter(({ state }) => state !== 'active')]
}

/** Tokens as a verb may change them, in its transaction. */
export function tokensIn(tx: Prisma.TransactionClient): RoomStore['tokens'] {
  return {
    async owner({ id, email }) {
      const where = id !== undefined ? { id } : email !== undefined ? { email: email.trim().toLowerCase() } : {}
      const found = await tx.user.findMany({ where, take: 2 })
      const [user, other] = found
      return user && !other ? { id: user.id, name: user.name, role: user.role as Role } : null
    },
    async create({ ownerId, ...given }: NewToken) {
      const active = { userId: ownerId, revokedAt: null, expiresAt: { gt: new Date() } }
      if ((await tx.token.count({ where: active })) >= mostActive)
        throw new OpsError('conflict', `There are ${mostActive} tokens of this member that work.`, 'Revoke those that are not needed.')
      if (await tx.token.findFirst({ where: { ...active, name: given.name } }))
        throw new OpsError('conflict', `There is a token called ${given.name} already.`, 'Choose another name, or revoke that one first.', {
          fields: { name: 'is taken' },
        })
      const secret = prefix + Array.from({ length: secretLength }, () => letters[randomInt(letters.length)]).join('')
      const data = { ...given, id: randomBytes(4).toString('hex'), digest: digestOf(secret), userId: ownerId }
      return { token: rowOf(await tx.token.create({ data, include: { user: true } }), 0), secret }
    },
    async revoke(id) {
      const row = await tx.token.update({ where: { id }, data: { revokedAt: new Date() }, include: { user: true } })
      return rowOf(row, 0)
    },
  }
}

function rowOf({ user, ...row }: Token & { user: User }, runsToday: number): TokenRow {
  const { id, name, verbs, environments, createdAt, expiresAt, lastUsedAt, revokedAt } = row
  return {
    id,
    name,
    owner: { id: user.id, name: user.name, email: user.email },
    role: row.role as Role,
    verbs,
    environments,
    mode: row.mode as ModeName | null,
    state: stateOf(row),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    runsToday,
  }
}

function stateOf({ revokedAt, expiresAt }: Pick<Token, 'revokedAt' | 'expiresAt'>): TokenRow['state'] {
  if (revokedAt) return 'revoked'
  return expiresAt > new Date() ? 'active' : 'expired'
}

function lowerOf(one: Role, other: Role): Role {
  return order[one] < order[other] ? one : other
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
