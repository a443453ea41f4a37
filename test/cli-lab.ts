import { openLab, openServer } from './lab.ts'
import { type TypeOptions, type } from './terminal.ts'

/** A lab with a worker, and commands that are typed to it. */
export async function openCliLab() {
  const server = await openServer()
  const lab = await openLab(server)
  await lab.worker('A')
  const typing = (args: string[], options: Partial<TypeOptions> = {}) =>
    type('test/lab-cli.ts', args, { ...options, env: { DATABASE_URL: lab.url, DATA_DIR: lab.dataDir, ...options.env } })
  return {
    server,
    lab,
    typing,
    /** What a command said when it has ended. */
    async cli(args: string[], options: Partial<TypeOptions> = {}) {
      const typed = typing(args, options)
      const code = await typed.ended
      return { code, stdout: typed.stdout(), stderr: typed.stderr() }
    },
    /** The same with `--json`, read. */
    async json(args: string[], options: Partial<TypeOptions> = {}) {
      const typed = typing([...args, '--json'], options)
      const code = await typed.ended
      return { code, document: typed.document(), stderr: typed.stderr() }
    },
    async close() {
      await lab.close()
      await server.close()
    },
  }
}

/** The id of the run that a command told of. */
export function idIn(text: string): string {
  return /Run ([0-9a-f]{12}):/.exec(text)?.[1] ?? ''
}
