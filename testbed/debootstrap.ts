import { machineMirror } from './mirror.ts'
import { type Environment, run } from './programs.ts'

/** The Debian release that everything comes from. */
export const suite = 'trixie'

/** The arguments of mmdebstrap that unpack the release from the machine's own mirror to a place ("-": as a tar to standard output). */
export function debootstrapArgs(to: string, options: string[]): string[] {
  const mirror = machineMirror()
  const settings = ['APT::Install-Recommends "false"', 'Acquire::Languages "none"', 'Acquire::Check-Valid-Until "false"']
  return ['--mode=root', ...settings.map((setting) => `--aptopt=${setting}`), ...options, suite, to, ...(mirror ? [mirror] : [])]
}

/** mmdebstrap reads nothing of the machine's apt: the proxy travels in the environment, so that it stands neither in arguments nor in the image. */
export async function debootstrapEnv(signal: AbortSignal | undefined): Promise<Environment> {
  const names = ['http_proxy', 'Acquire::http::Proxy', 'https_proxy', 'Acquire::https::Proxy']
  const assignments = await run('apt-config', ['shell', ...names], { signal, deadlineMs: 30_000 })
  return Object.fromEntries([...assignments.matchAll(/^(\w+)='(.+)'$/gm)].map(([, name = '', value = '']) => [name, value]))
}
