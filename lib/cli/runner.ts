import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { OpsError } from '../core/error.ts'
import { type Call, textOf, wordOf } from './command.ts'
import { type RunnerPlaces, runnerSteps, runnerUnits, type Unit } from './runner-units.ts'

/** Writes the units of two self-hosted runners, and says what is left to do. With `--plan` it shows them and writes nothing. */
export async function installRunner({ options, out }: Call): Promise<number> {
  const places = placesOf(options)
  const units = runnerUnits(places)
  const steps = runnerSteps(places, machineName())
  if (options.plan === true) {
    out.answer({ units, steps }, () => [...units.flatMap(({ name, text }) => [`# ${name}`, text]), ...steps])
    return 0
  }
  const folder = textOf(options, 'units') ?? '/etc/systemd/system'
  const written = units.map((unit) => ({ file: path.join(folder, unit.name), became: write(folder, unit) }))
  out.answer({ written, steps }, () => [...written.map(({ file, became }) => `${file}: ${became}.`), ...steps])
  return 0
}

/** Nothing of it may mean something else in a unit or in a command. */
function placesOf(options: Call['options']): RunnerPlaces {
  const url = wordOf(options, 'repository').replace(/\/+$/, '')
  const folder = textOf(options, 'folder') ?? '/opt/devops-agent-runner'
  const user = textOf(options, 'user') ?? 'devops-agent-runner'
  const wrong = (message: string, hint: string) => new OpsError('invalid', message, hint)
  if (!/^https:\/\/[\w.-]+(?::\d+)?\/[\w.-]+\/[\w.-]+$/.test(url))
    throw wrong(`${url} is no repository at GitHub.`, 'Give the address of its page: https://github.com/acme/crm')
  if (!/^(?:\/[\w.-]+)+$/.test(folder)) throw wrong(`${folder} is no folder for runners.`, 'Give an absolute path without spaces.')
  if (!/^[a-z_][a-z0-9_-]*$/.test(user) || user === 'root')
    throw wrong(`Jobs are not run as ${user}.`, 'Name a user of their own, as devops-agent-runner.')
  return { url, folder, user }
}

function write(folder: string, { name, text }: Unit): 'written' | 'replaced' | 'as it was' {
  const file = path.join(folder, name)
  const before = contentOf(file)
  if (before === text) return 'as it was'
  try {
    writeFileSync(file, text, { mode: 0o644 })
  } catch (cause) {
    const hint = 'Do it as root, or name another folder with --units and copy them from there.'
    throw new OpsError('refused', `${file} cannot be written.`, hint, { cause })
  }
  return before === null ? 'written' : 'replaced'
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function machineName(): string {
  return os.hostname().replace(/[^\w-]/g, '-')
}
