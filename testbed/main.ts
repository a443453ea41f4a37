import { placesOf } from './places.ts'
import { down, exportLine, status, up } from './testbed.ts'

/** The commands of `npm run testbed`. Returns the exit code. */
export async function main(command: 'up' | 'github' | 'status' | 'down', { purge }: { purge: boolean }): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Interrupted()))
  const work = { places: placesOf(process.env), say: (line: string) => console.log(line), signal: stop.signal }
  if (command === 'github') {
    const { serveGithub } = await import('./github/serve.ts')
    await serveGithub(work)
    return 0
  }
  if (command === 'status') return (await status(work)) ? 0 : 1
  if (command === 'down') {
    await down(work, { purge })
    return 0
  }
  const started = Date.now()
  const env = await up(work)
  await status(work)
  console.log(`Up after ${((Date.now() - started) / 1000).toFixed(1)} s. To use it from a shell: ${exportLine(env)}`)
  console.log('To stop what was started: npm run testbed -- down')
  return 0
}

class Interrupted extends Error {
  readonly hint = 'What had been made stays; the next time it goes on from there.'
  readonly exitCode = 130

  constructor() {
    super('Interrupted.')
  }
}
