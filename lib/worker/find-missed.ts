import { isAmong } from '../../skills/github_ci_runner/deliveries.ts'
import { forgetHeads, headsOf, keepHeads } from '../store/branch-heads.ts'
import { addDelivery } from '../store/deliveries.ts'
import type { Guard } from './carry-out.ts'

const lookMs = 60_000

/**
 * Compares branches with what was heard of them: GitHub delivers once, and to nobody where nobody answers. What was missed goes the way of
 * every delivery, once however many workers find it. The first look at a repository only remembers.
 */
export async function findMissed(guard: Guard, say: (line: string) => void): Promise<void> {
  for (const repository of guard.settings.repositories) {
    // One that cannot be reached does not keep the others from being looked at.
    await lookAt(guard, repository).catch((error: unknown) => say(`branches of ${repository.name}: ${String(error)}`))
  }
}

async function lookAt(
  { prisma, tools }: Guard,
  { name: repository, url, branches }: Guard['settings']['repositories'][number],
): Promise<void> {
  const there = (await tools.github.branches(url, { deadlineMs: lookMs })).filter(({ name }) => isAmong(branches, name))
  const known = await headsOf(prisma, repository)
  if (known.size === 0) return keepHeads(prisma, repository, there)
  const names = new Set(there.map(({ name }) => name))
  await forgetHeads(
    prisma,
    repository,
    [...known.keys()].filter((name) => !names.has(name)),
  )
  for (const { name: branch, sha } of there) {
    if (known.get(branch) === sha) continue
    await addDelivery(prisma, {
      name: `missed-${repository}-${branch}-${sha}`,
      event: 'missed',
      action: '',
      repository,
      ref: branch,
      why: 'No delivery told of this commit: it was found by comparing branches.',
      wish: { kind: 'branch', repository, by: 'somebody', branch, sha, pushedAt: null },
    })
  }
}
