import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { OpsError } from '../core/error.ts'
import type { Actor, ModeName, Role, Surface } from '../core/policy.ts'
import { storable } from '../core/storable.ts'
import { addAudit } from './audit.ts'
import type { Prisma, PrismaClient, User } from './generated/client.ts'
import { hashPassword, isPassword } from './password.ts'

const sessionDays = 7
const setupHours = 24
const seenEveryMs = 60_000
const windowMinutes = 15
/** Failed sign-ins within a quarter of an hour before the door closes for the rest of it. */
const mostTries = { account: 5, address: 30 }

interface Person {
  name: string
  email: string
  password: string
}

const shortestPassword = 12

/** What a member must have, field by field. */
function check({ name, email, password }: Person): void {
  const fields: Record<string, string> = {}
  if (name.trim() === '' || name.length > 100) fields.name = 'is to be 1 to 100 characters'
  if (!/^[^\s@]+@[^\s@]+$/.test(email.trim()) || email.length > 200) fields.email = 'is not an e-mail address'
  if (password.length < shortestPassword || password.length > 200) fields.password = `has to have at least ${shortestPassword} characters`
  const [first] = Object.entries(fields)
  if (first) throw new OpsError('invalid', `${first[0]}: ${first[1]}.`, 'Correct it and try again; nothing was stored.', { fields })
}

function noSetup(): OpsError {
  return new OpsError(
    'refused',
    'This control room is already set up, or the link has expired.',
    'On the server run: devops-agent setup --new-token.',
  )
}

export interface SessionOpened {
  token: string
  actor: Actor
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
/** An address as it is kept and compared. */
export const normal = (email: string): string => storable(email.trim().toLowerCase()).slice(0, 200).toWellFormed()
const anybody = (name: string, surface: Surface = 'web'): Actor => ({ id: 'anonymous', name, role: 'viewer', surface })

function actorOf(user: Pick<User, 'id' | 'name' | 'role'>): Actor {
  return { id: user.id, name: user.name, role: user.role as Role, surface: 'web' }
}

/** People who may sign in, and their sessions. */
export function openMembers(prisma: PrismaClient) {
  const hasAdmin = async (): Promise<boolean> => (await prisma.user.count({ where: { role: 'admin' } })) > 0

  const checkSetup = async (token: string): Promise<boolean> => {
    const row = await prisma.setupToken.findUnique({ where: { digest: digestOf(token) } })
    return row !== null && row.expiresAt > new Date() && !(await hasAdmin())
  }

  /** A one-time token that creates the first admin, valid for a day; earlier ones are void. Null when there is an admin. */
  const newSetupToken = async (by: Actor = anybody('first start', 'cli')): Promise<string | null> => {
    if (await hasAdmin()) return null
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(Date.now() + setupHours * 3_600_000)
    await prisma.$transaction(async (tx) => {
      await tx.setupToken.deleteMany({})
      await tx.setupToken.create({ data: { digest: digestOf(token), expiresAt } })
      await addAudit(tx, { actor: by, action: 'setup.link', target: 'first admin', outcome: 'done' })
    })
    return token
  }

  /** The token is spent in the same transaction, so of two that come at once one is refused. */
  const createFirstAdmin = async (token: string, person: Person): Promise<void> => {
    // Before the costly part, which anybody could ask for otherwise.
    if (!(await checkSetup(token))) throw noSetup()
    check(person)
    const passwordHash = await hashPassword(person.password)
    await prisma.$transaction(async (tx) => {
      const spent = await tx.setupToken.deleteMany({ where: { digest: digestOf(token), expiresAt: { gt: new Date() } } })
      if (spent.count === 0 || (await tx.user.count({ where: { role: 'admin' } })) > 0) {
        throw noSetup()
      }
      await tx.setupToken.deleteMany({})
      await addMember(tx, { ...person, role: 'admin', passwordHash }, anybody('first start'))
    })
  }

  const signIn = async (given: { email: string; password: string; address: string }): Promise<SessionOpened> => {
    const email = normal(given.email)
    await countTry(prisma, email, given.address)
    const user = await prisma.user.findUnique({ where: { email } })
    const right = await isPassword(given.password, user?.passwordHash ?? null)
    if (!user || !right) {
      await prisma.$transaction((tx) =>
        addAudit(tx, {
          actor: anybody('somebody'),
          action: 'session.open',
          target: email,
          outcome: 'refused',
          details: { address: given.address },
        }),
      )
      throw new OpsError('unauthenticated', 'That did not work. Check both fields.', 'An admin can give you a new password.')
    }
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(Date.now() + sessionDays * 86_400_000)
    await prisma.$transaction(async (tx) => {
      await tx.signInTry.deleteMany({ where: { key: `account:${email}` } })
      await tx.session.deleteMany({ where: { expiresAt: { lt: new Date() } } })
      await tx.session.create({ data: { id: digestOf(token), userId: user.id, expiresAt, address: given.address } })
      await addAudit(tx, {
        actor: actorOf(user),
        action: 'session.open',
        target: user.email,
        outcome: 'done',
        details: { address: given.address },
      })
    })
    return { token, actor: actorOf(user) }
  }

  /** Asked on every request: a session that was ended elsewhere ends here at once. */
  const session = async (token: string): Promise<Actor | null> => {
    const row = await prisma.session.findUnique({ where: { id: digestOf(token) }, include: { user: true } })
    if (!row || row.expiresAt <= new Date()) return null
    if (Date.now() - row.lastSeenAt.getTime() > seenEveryMs)
      await prisma.session.updateMany({ where: { id: row.id }, data: { lastSeenAt: new Date() } })
    return { ...actorOf(row.user), session: row.id, ...(row.mode ? { mode: row.mode as ModeName } : {}) }
  }

  const signOut = async (token: string): Promise<void> => {
    const row = await prisma.session.findUnique({ where: { id: digestOf(token) }, include: { user: true } })
    if (!row) return
    await prisma.$transaction(async (tx) => {
      await tx.session.deleteMany({ where: { id: row.id } })
      await addAudit(tx, { actor: actorOf(row.user), action: 'session.close', target: row.user.email, outcome: 'done' })
    })
  }

  const add = async (by: Actor, person: Person & { role: Role }): Promise<string> => {
    check(person)
    const passwordHash = await hashPassword(person.password)
    return prisma.$transaction((tx) => addMember(tx, { ...person, passwordHash }, by))
  }

  return { hasAdmin, checkSetup, newSetupToken, createFirstAdmin, signIn, session, signOut, add }
}

async function addMember(tx: Prisma.TransactionClient, person: NewMember, by: Actor): Promise<string> {
  const { id, email } = await insertMember(tx, person)
  await addAudit(tx, { actor: by, action: 'member.add', target: email, outcome: 'done', details: { role: person.role } })
  return id
}

interface NewMember {
  name: string
  email: string
  role: Role
  passwordHash: string
}

/** Lets somebody sign in; the caller writes the audit. */
export async function insertMember(tx: Prisma.TransactionClient, person: NewMember): Promise<{ id: string; email: string }> {
  const { name, role, passwordHash } = person
  const email = normal(person.email)
  if (await tx.user.findUnique({ where: { email } }))
    throw new OpsError('conflict', `${email} is a member already.`, 'Use another address.')
  const id = randomUUID()
  await tx.user.create({ data: { id, name: name.trim(), email, role, passwordHash } })
  return { id, email }
}

/** The try is counted before the password is looked at, so that many at once are counted too. */
async function countTry(prisma: PrismaClient, email: string, address: string): Promise<void> {
  const since = new Date(Date.now() - windowMinutes * 60_000)
  const limits: [string, number][] = [
    [`account:${email}`.slice(0, 300), mostTries.account],
    [`address:${address}`, mostTries.address],
  ]
  await prisma.signInTry.deleteMany({ where: { at: { lt: since } } })
  await prisma.signInTry.createMany({ data: limits.map(([key]) => ({ key })) })
  for (const [key, most] of limits) {
    const tries = await prisma.signInTry.findMany({ where: { key, at: { gte: since } }, orderBy: { at: 'asc' }, take: most + 1 })
    const first = tries[0]
    if (tries.length > most && first) {
      const minutes = Math.max(1, Math.ceil((first.at.getTime() + windowMinutes * 60_000 - Date.now()) / 60_000))
      throw new OpsError('too_many', `Too many tries. Again in ${minutes} min.`, 'Wait, or ask an admin.')
    }
  }
}
