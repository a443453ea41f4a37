import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { isFinished } from '../core/run.ts'
import type { ReadStore } from '../core/store.ts'
import type { Tools } from '../tools/tools.ts'
import { sweepEngine } from './sweep-engine.ts'

interface Place {
  store: ReadStore
  tools: Tools
  dataDir: string
  say(line: string): void
}

/**
 * Clears this machine and its Docker engine of what runs that have ended left there, when their worker was killed: processes that
 * carry a run's id, work folders, containers, networks, volumes and databases. What belongs to a run that this control room does not
 * know is somebody else's, and stays.
 */
export async function sweep({ store, tools, dataDir, say }: Place): Promise<void> {
  const isOver = async (id: string) => {
    const run = await store.runs.get(id)
    return run !== null && isFinished(run.status)
  }
  for (const id of await tools.process.labels()) {
    if (await isOver(id)) say(`${await tools.process.killLabelled(id)} processes of run ${id}, which has ended, are killed`)
  }
  for (const id of await readdir(path.join(dataDir, 'work')).catch(() => [])) {
    if (!(await isOver(id))) continue
    say(`the folder of run ${id}, which has ended, is removed`)
    await tools.filesystem.removeWorkFolder(id)
  }
  await sweepEngine({ tools, isOver, say })
}
