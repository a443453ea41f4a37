import { rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { readPrivate, writePrivate } from './private-file.ts'
import { isAlive, startedAt } from './process-identity.ts'

const processes = z.array(z.object({ pid: z.number(), started: z.string() }))

export interface ProcessList {
  add(pid: number): void
  /** To be called when all of them have ended. */
  remove(): void
}

/** Keeps on disk what a supervisor has started (`processes.json`), and first ends what an earlier one left behind, for instance paused. */
export function openProcessList(dataDir: string): ProcessList {
  const file = path.join(dataDir, 'processes.json')
  for (const { pid, started } of readPrivate(file, processes) ?? []) if (isAlive(pid, started)) killGroup(pid)
  let list: z.output<typeof processes> = []
  return {
    add: (pid) => {
      const started = startedAt(pid)
      list = list.filter((known) => isAlive(known.pid, known.started))
      if (started !== null) list.push({ pid, started })
      writePrivate(file, list)
    },
    remove: () => rmSync(file, { force: true }),
  }
}

/** Ends a part and all that it started in its process group; says nothing when they are gone. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of the group is left.
  }
}
