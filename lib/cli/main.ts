import { enableCompileCache } from 'node:module'
import path from 'node:path'

// Not in /tmp, where another user could lay code for us to run. Where it cannot be written, nothing is cached.
const cache = path.resolve(import.meta.dirname, '../../.tools/compile-cache')

/** The command line: does what was typed, and returns the exit code. */
export async function main(argv: string[]): Promise<number> {
  enableCompileCache(cache)
  const [{ dispatch }, { openWorld }] = await Promise.all([import('./dispatch.ts'), import('./world.ts')])
  return dispatch(argv, openWorld())
}
