import { askEnvironment } from '../../skills/control_room/ask-environment.ts'
import type { Settings } from '../core/skill.ts'
import { claimAsking, keepHeard } from '../store/environment-watch.ts'
import type { PrismaClient } from '../store/generated/client.ts'
import type { Tools } from '../tools/tools.ts'

interface Watch {
  prisma: PrismaClient
  tools: Tools
  settings: Pick<Settings, 'environments' | 'healthEveryMs'>
}

/** Asks each environment how it is, where no other worker has just asked it. That nobody answers there is what was heard. */
export async function watchEnvironments({ prisma, tools, settings: { environments, healthEveryMs } }: Watch): Promise<void> {
  const { signal } = new AbortController()
  const asking = Object.entries(environments).map(async ([name, one]) => {
    // A turn is a little early rather than left out.
    if (!(await claimAsking(prisma, name, healthEveryMs * 0.9))) return
    await keepHeard(prisma, name, { ...(await askEnvironment({ tools, signal }, name, one)) })
  })
  const failed = (await Promise.allSettled(asking)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}
