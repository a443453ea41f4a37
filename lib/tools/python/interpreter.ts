import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import type { ProcessTool } from '../process.ts'
import type { Lacking, PythonTool } from './port.ts'

export interface PythonSettings {
  process: ProcessTool
  /** Absolute path of the interpreter; null where none is configured. */
  interpreter: string | null
  /** Where lacking.py lies: the built web server is told, since its files lie elsewhere. */
  program: string
}

const deadlineMs = 10_000
/** Programs are looked for beside the interpreter first, as a virtual environment has them. */
const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Asks the interpreter of Odoo by a program of ours that reads and changes nothing. */
export function openPython({ process, interpreter, program }: PythonSettings): PythonTool {
  return {
    async lacking(wanted, options = {}) {
      if (interpreter === null) return null
      if (wanted.python.length + wanted.bin.length === 0) return { python: [], bin: [] }
      const command = {
        argv: [interpreter, '-I', '-B', program],
        cwd: '/',
        env: { PATH: `${path.dirname(interpreter)}:${searchPath}`, LANG: 'C.UTF-8' },
        stdin: JSON.stringify(wanted),
        label: options.label,
      }
      const finished = await process.run(command, { signal: options.signal, deadlineMs: options.deadlineMs ?? deadlineMs })
      const answer = finished.exitCode === 0 ? lackingIn(finished.stdout) : null
      if (answer !== null) return answer
      const said = finished.stderr.trim().split('\n').at(-1)?.slice(0, 300)
      throw new OpsError(
        'unavailable',
        `${interpreter} did not say what it lacks: ${said || `it ended with ${finished.signal ?? finished.exitCode}`}.`,
        'Name the Python that Odoo runs with, 3.8 or newer, as addons.python in config/agent.yml.',
      )
    },
  }
}

/** What our program prints; null for anything else. */
function lackingIn(text: string): Lacking | null {
  try {
    const { python, bin }: Lacking = JSON.parse(text)
    return Array.isArray(python) && Array.isArray(bin) ? { python, bin } : null
  } catch {
    return null
  }
}
