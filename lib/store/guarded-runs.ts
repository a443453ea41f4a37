import { Prisma, type PrismaClient } from './generated/client.ts'

/** What a run of CI guard is about: a branch of a repository, or a pull request. */
export interface GuardedOf {
  repository: string
  branch?: string | undefined
  pr?: number | undefined
}

const about = ({ repository, branch, pr }: GuardedOf) => Prisma.sql`
  address = 'github_ci_runner.run' and input->>'repo' = ${repository}
  ${branch === undefined ? Prisma.empty : Prisma.sql`and branch = ${branch}`}
  ${pr === undefined ? Prisma.empty : Prisma.sql`and "pullRequest" = ${String(pr)}`}`

/** Runs that a delivery began and that have not ended, oldest first, but those of one commit. */
export async function openGuarded(prisma: PrismaClient, of: GuardedOf, notOf: string | null): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select id from "Run" where ${about(of)} and surface = 'webhook' and status in ('waiting', 'queued', 'running')
      and not "cancelRequested" and input->>'sha' is distinct from ${notOf}
    order by "createdAt", id`
  return rows.map(({ id }) => id)
}

const open = Prisma.sql`('waiting', 'queued', 'running')`
const telling = Prisma.sql`('waiting', 'queued', 'running', 'undoing', 'succeeded', 'failed', 'rolled_back')`

/**
 * The newest run that tests a commit, or has tested it where `isOver` counts too; null where none does. One that was cancelled or given up says
 * nothing of it.
 */
export async function testedBy(prisma: PrismaClient, of: GuardedOf, sha: string, { isOver }: { isOver: boolean }): Promise<string | null> {
  const [row] = await prisma.$queryRaw<{ id: string }[]>`
    select id from "Run" where ${about(of)} and input->>'sha' = ${sha} and status in ${isOver ? telling : open} and not "cancelRequested"
    order by "createdAt" desc, id desc limit 1`
  return row?.id ?? null
}

/** The run that was begun under this name; null where none was. */
export async function begunAs(prisma: PrismaClient, actor: string, key: string): Promise<string | null> {
  const row = await prisma.idempotencyKey.findUnique({ where: { actor_key: { actor, key } }, select: { runId: true } })
  return row?.runId ?? null
}
