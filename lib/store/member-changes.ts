import { randomBytes } from 'node:crypto'
import { OpsError } from '../core/error.ts'
import type { Role } from '../core/policy.ts'
import type { RoomStore } from '../core/room.ts'
import type { Prisma, User } from './generated/client.ts'
import { insertMember, normal } from './members.ts'
import { hashPassword } from './password.ts'

/** Members as a verb may change them, in its transaction. */
export function membersIn(tx: Prisma.TransactionClient): RoomStore['members'] {
  return {
    async add(person) {
      const password = freshPassword()
      const { email } = await insertMember(tx, { ...person, passwordHash: await hashPassword(password) })
      return { email, password }
    },
    async setRole(wanted, role) {
      const user = await memberIn(tx, wanted)
      if (role !== 'admin') await keepAnAdmin(tx, user)
      await tx.user.update({ where: { id: user.id }, data: { role } })
      return { email: user.email, before: roleOf(user) }
    },
    async remove(wanted) {
      const user = await memberIn(tx, wanted)
      await keepAnAdmin(tx, user)
      await tx.user.delete({ where: { id: user.id } })
      return { email: user.email, name: user.name, role: roleOf(user) }
    },
    async renewPassword(wanted) {
      const password = freshPassword()
      const { id, email } = await memberIn(tx, wanted)
      await tx.user.update({ where: { id }, data: { passwordHash: await hashPassword(password) } })
      const { count } = await tx.session.deleteMany({ where: { userId: id } })
      return { email, password, sessionsEnded: count }
    },
  }
}

/** Sessions as a verb may end them, in its transaction. */
export function sessionsIn(tx: Prisma.TransactionClient): Pick<RoomStore['sessions'], 'end' | 'endOthers'> {
  return {
    end: async (userId, id) => (await tx.session.deleteMany({ where: { userId, id: { startsWith: id } } })).count,
    endOthers: async (userId, kept) => (await tx.session.deleteMany({ where: { userId, id: { not: kept ?? '' } } })).count,
  }
}

/** 120 bits: nobody guesses it, and it can be read out. */
function freshPassword(): string {
  return randomBytes(15).toString('base64url')
}

/** The column is written by the control room alone, from a role. */
function roleOf(user: User): Role {
  return user.role as Role
}

async function memberIn(tx: Prisma.TransactionClient, email: string): Promise<User> {
  const user = await tx.user.findUnique({ where: { email: normal(email) } })
  if (!user)
    throw new OpsError('not_found', `Nobody here has the address ${normal(email)}.`, 'Settings, Members lists those who may sign in.')
  return user
}

/** Of two who take the role from each other at once the second waits here, and is refused. */
async function keepAnAdmin(tx: Prisma.TransactionClient, user: User): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`select id from "User" where role = 'admin' order by id for update`
  if (admins.length === 1 && admins[0]?.id === user.id)
    throw new OpsError('conflict', `${user.name} is the last Admin; name another first.`, 'Nothing was changed.')
}
