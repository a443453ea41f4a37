import { existsSync } from 'node:fs'
import path from 'node:path'
import { OpsError } from '../core/error.ts'
import { databaseAnswers } from './ask-database.ts'
import { keepRunning, type Part, type PartOptions } from './part.ts'
import { choosePort, isFree, rememberedPort } from './ports.ts'
import type { StopStack } from './stop-stack.ts'
import { watch } from './watch.ts'

export interface WebOptions extends Omit<PartOptions, 'name' | 'args'> {
  /** Where this machine reaches it. */
  address: string
  databaseUrl: string
  stops: StopStack
}

const likedPort = 8017
const answerMs = 5000
const hangStrikes = 6
const stopMs = 5000

/** The port of the web server: the one that is asked for, which must be free; else last time's, else 8017, else any free one. */
export async function choosePortOfWeb(dataDir: string, asked: number | undefined): Promise<number> {
  if (asked !== undefined && !(await isFree(asked))) {
    throw new OpsError('conflict', `Port ${asked} is taken by another program.`, 'Name another with --port N, or leave it out.')
  }
  return choosePort(dataDir, 'web', asked === undefined ? [rememberedPort(dataDir, 'web'), likedPort] : [asked])
}

/** Keeps the web server running, also when it is there but does not answer, or answers that it cannot work while the database does. */
export function runWeb({ address, databaseUrl, stops, ...options }: WebOptions): Part {
  const preloads = ['lib/start/leave-with-parent.ts', 'lib/web/preload.ts'].filter((file) => existsSync(path.join(options.cwd, file)))
  const args = [...preloads.flatMap((file) => ['--import', `./${file}`]), '.next/standalone/server.js']
  const part = keepRunning({ name: 'web', args, isQuiet: true, ...options })
  const stopWatching = watch({
    everyMs: answerMs,
    strikes: hangStrikes,
    ask: async () => {
      const status = await healthOf(address)
      return status === null ? false : status < 500 || !(await databaseAnswers(databaseUrl))
    },
    onDown: () => part.replace('did not answer for half a minute and was killed'),
  })
  stops.add({ name: 'web', calmly: () => part.stop(stopMs), now: part.kill })
  stops.add({ name: 'the watch over the web server', calmly: stopWatching, now: stopWatching })
  return part
}

/** The HTTP status of /api/health; null when there is no answer in time. */
export async function healthOf(address: string): Promise<number | null> {
  try {
    const answer = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(answerMs) })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return null
  }
}
