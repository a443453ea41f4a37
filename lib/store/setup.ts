import { openMembers } from './members.ts'
import { openPrisma } from './prisma.ts'

/** A one-time token for the first admin, on a connection of its own. Null when there is an admin. */
export async function newSetupToken(databaseUrl: string): Promise<string | null> {
  const prisma = openPrisma(databaseUrl, 'control-room-setup')
  try {
    return await openMembers(prisma).newSetupToken()
  } finally {
    await prisma.$disconnect()
  }
}
