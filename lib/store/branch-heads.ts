import type { PrismaClient } from './generated/client.ts'

/** Where the branches of a repository were when they were last heard of, by name. */
export async function headsOf(prisma: PrismaClient, repository: string): Promise<Map<string, string>> {
  const rows = await prisma.branchHead.findMany({ where: { repository }, select: { branch: true, sha: true } })
  return new Map(rows.map(({ branch, sha }) => [branch, sha]))
}

/** Remembers where a branch is. */
export async function keepHead(prisma: PrismaClient, repository: string, branch: string, sha: string): Promise<void> {
  await prisma.branchHead.upsert({
    where: { repository_branch: { repository, branch } },
    create: { repository, branch, sha },
    update: { sha, at: new Date() },
  })
}

/** The same of all branches that a first look has seen. */
export async function keepHeads(prisma: PrismaClient, repository: string, heads: readonly { name: string; sha: string }[]): Promise<void> {
  await prisma.branchHead.createMany({ data: heads.map(({ name, sha }) => ({ repository, branch: name, sha })), skipDuplicates: true })
}

/** Forgets branches that are no more. */
export async function forgetHeads(prisma: PrismaClient, repository: string, branches: readonly string[]): Promise<void> {
  await prisma.branchHead.deleteMany({ where: { repository, branch: { in: [...branches] } } })
}
