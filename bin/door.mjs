// What the doors share. No dependencies, and any Node from 20 can read it: it finds Node 24 first, then does the work under it.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeMajor, Refusal, tools } from './saying.mjs'

/** Runs a door: under Node 24 if this is not one, with every refusal said in one sentence and a hint. */
export async function enter(file, work) {
  if (process.env.npm_lifecycle_event) leaveWithNpm()
  try {
    if (Number(process.versions.node.split('.')[0]) >= nodeMajor) {
      process.env.PATH = path.dirname(process.execPath) + path.delimiter + (process.env.PATH ?? '')
      if (process.channel) leaveWithParent()
      process.exitCode = await work()
    } else {
      const { findNode } = await import('./find-node.mjs')
      process.exitCode = await under(await findNode(), file)
    }
  } catch (error) {
    refuse(error)
  }
}

/** Says an error: its sentence and hint if it has them, all of it if it is a fault. */
export function refuse(error) {
  if (typeof error?.hint === 'string') {
    process.stderr.write(`${error.message}\n${error.hint}\n`)
    process.exitCode = error.exitCode ?? 1
  } else {
    console.error(error)
    process.exitCode = 70
  }
}

/** Runs this door again under that Node and returns its exit code. If this process is killed, the channel closes and the other leaves. */
async function under(node, file) {
  const { spawn } = await import('node:child_process')
  return new Promise((resolve, reject) => {
    const child = spawn(node, [fileURLToPath(file), ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    // A terminal sends Ctrl-C to its whole group, the child included: only one sent to this process alone must be handed on.
    const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (signal !== 'SIGINT' || !hasTerminal) child.kill(signal)
      })
    }
    child.on('error', (error) =>
      reject(new Refusal(`Node ${nodeMajor} in ${node} does not run: ${error.message}`, `Delete ${tools}, then start again.`)),
    )
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}

/** npm hands a signal to its shell alone, which dies of it and leaves us behind: whose parent is another has lost npm. */
function leaveWithNpm() {
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    process.kill(process.pid, 'SIGTERM')
  }, 200)
  look.unref()
}

/** The outer process is gone: this one is asked to stop as by a signal. */
function leaveWithParent() {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
