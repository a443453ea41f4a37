import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout, also when a door was entered through a link (`npm i -g .`). */
export const root = path.resolve(path.dirname(fs.realpathSync(fileURLToPath(import.meta.url))), '..')
export const tools = path.join(root, '.tools')
export const nodeMajor = 24

/** What happened, and what to do about it. */
export class Refusal extends Error {
  constructor(message, hint, exitCode = 1) {
    super(message)
    this.hint = hint
    this.exitCode = exitCode
  }
}

/** Progress goes to stderr: what a command prints for others to read stays clean. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Says what takes time, and returns what says that it is done. */
export function saying(what) {
  const started = Date.now()
  say(`${what} …`)
  return () => say(`${what}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}
