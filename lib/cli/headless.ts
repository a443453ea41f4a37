import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { errorCodes, OpsError } from '../core/error.ts'
import { type Announced, findAnnounced } from './announced.ts'

const comeUpMs = 90_000
const lookMs = 50

interface HeadlessOptions {
  root: string
  dataDir: string
  /** True when nobody named the folder: then the supervisor chooses where `.data` really lies. */
  isDefault: boolean
  /** True when the folder is a data folder already; a new one has to be empty. */
  isKnown: boolean
}

/** Starts database and worker detached, without pages, and waits until they are ready. They leave by themselves when nobody needs them. */
export async function startHeadless({ root, dataDir, isDefault, isKnown }: HeadlessOptions): Promise<Announced> {
  const final = path.join(dataDir, 'headless.log')
  const logFile = isKnown ? final : `${dataDir}-headless.log`
  mkdirSync(path.dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'w', 0o600)
  const args = [path.join(root, 'bin/start.mjs'), '--headless', ...(isDefault ? [] : ['--data', dataDir])]
  // What npm starts leaves with npm; this is to outlive the command, also one under `npx`.
  const lasting = { ...process.env, npm_lifecycle_event: undefined }
  const start = () => {
    const child = spawn(process.execPath, args, { cwd: root, env: lasting, detached: true, stdio: ['ignore', log, log] })
    child.unref()
    return child
  }
  let child = start()
  for (const end = Date.now() + comeUpMs; Date.now() < end; await pause(lookMs)) {
    const announced = findAnnounced(dataDir)
    if (announced) {
      closeSync(log)
      if (logFile !== final) move(logFile, final)
      return announced
    }
    // Another was quicker, and will be ready soon; or one that leaves still had the folder, and it is tried again.
    if (child.exitCode === errorCodes.conflict.exit) child = start()
    else if (child.exitCode !== null || child.signalCode !== null) break
  }
  closeSync(log)
  const said = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n')
  throw new OpsError('unavailable', `The engine did not start: ${said || 'it said nothing'}`, `All that it said is in ${logFile}.`)
}

/** The log is for people; where it cannot lie in the data folder, it stays beside it. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch {}
}
