import type { MemberRow } from '../core/member.ts'
import type { Page, ReadStore } from '../core/store.ts'
import type { PrismaClient, Session, User } from './generated/client.ts'

/** As many characters of a session's id as name it among those of one member. */
const shownDigits = 16

/** Who may sign in, and who is signed in, as verbs may read it. */
export function openMemberLists(prisma: PrismaClient): Pick<ReadStore, 'members' | 'sessions'> {
  return {
    members: { list: (filter) => listMembers(prisma, filter) },
    sessions: {
      list: async (userId) => {
        const where = { userId, expiresAt: { gt: new Date() } }
        const rows = await prisma.session.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: 200 })
        return rows.map(sessionOf)
      },
    },
  }
}

async function listMembers(prisma: PrismaClient, filter: Parameters<ReadStore['members']['list']>[0]): Promise<Page<MemberRow>> {
  const { text, cursor, limit = 50 } = filter
  const found = text ? { OR: (['name', 'email'] as const).map((name) => ({ [name]: { contains: text, mode: 'insensitive' } })) } : {}
  const rows = await prisma.user.findMany({
    where: { AND: [found, cursor ? { email: { gt: cursor } } : {}] },
    orderBy: { email: 'asc' },
    take: limit + 1,
    include: { sessions: { where: { expiresAt: { gt: new Date() } }, orderBy: { lastSeenAt: 'desc' }, take: 1 } },
  })
  const page = rows.slice(0, limit)
  return { rows: page.map(memberOf), next: rows.length > limit ? (page.at(-1)?.email ?? null) : null }
}

/** A member with the newest of his sessions. The role is one of ours: it is written by the control room alone. */
function memberOf({ id, email, name, role, createdAt, sessions }: User & { sessions: Session[] }): MemberRow {
  const lastSeenAt = sessions[0]?.lastSeenAt.toISOString() ?? null
  return { id, email, name, role: role as MemberRow['role'], createdAt: createdAt.toISOString(), lastSeenAt }
}

function sessionOf({ id, address, createdAt, lastSeenAt, expiresAt }: Session) {
  return {
    id: id.slice(0, shownDigits),
    address,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}
