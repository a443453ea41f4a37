import { spawnSync } from 'node:child_process'

/** The peer as it is started here: words before its own, and what it needs of the environment. */
export interface Peer {
  words: string[]
  env: Record<string, string>
  /** What it says of itself, and where it was found. */
  name: string
}

/**
 * manifestoo of acsone, which lists what modules of Odoo need: the program on the PATH (`pipx install manifestoo`), or what
 * MANIFESTOO_SRC, a PYTHONPATH, has of it for Debian's own Python. Null where there is none.
 */
export function findManifestoo(): Peer | null {
  const source = process.env.MANIFESTOO_SRC
  const candidates = [
    { words: ['manifestoo'], env: {}, where: 'on the PATH' },
    ...(source ? [{ words: ['/usr/bin/python3', '-m', 'manifestoo'], env: { PYTHONPATH: source }, where: 'of MANIFESTOO_SRC' }] : []),
  ]
  for (const { words, env, where } of candidates) {
    const [program = '', ...others] = words
    const { status, stdout } = spawnSync(program, [...others, '--version'], { encoding: 'utf8', env: { ...process.env, ...env } })
    if (status === 0) return { words, env, name: `${stdout.trim().split(',')[0]}, ${where}` }
  }
  return null
}
