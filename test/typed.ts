import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { dispatch } from '../lib/cli/dispatch.ts'
import type { World } from '../lib/cli/world.ts'
import type { Registry } from '../lib/core/skill.ts'
import type { Control } from '../lib/door/door.ts'

export interface TypedRoom {
  url: string
  dataDir: string
  verbs: Registry
  open(): Control
}

/** A command line in this process: exit code, and all that it said. What starts a process of its own is not for it. */
export async function typed({ url, dataDir, verbs, open }: TypedRoom, args: readonly string[], env: Record<string, string> = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const said = Promise.all([text(stdout), text(stderr)])
  const world: World = {
    stdin: Readable.from(''),
    stdout,
    stderr,
    env: { DATABASE_URL: url, DATA_DIR: dataDir, ...env },
    root: process.cwd(),
    looks: async () => ({}),
    look: async () => null,
    verbs: async () => verbs,
    open: async () => open(),
    onInterrupt: () => () => undefined,
    exit: (code) => {
      throw new Error(`it left with ${code}`)
    },
  }
  const code = await dispatch(args, world)
  stdout.end()
  stderr.end()
  const [out, err] = await said
  return { code, out, err }
}
