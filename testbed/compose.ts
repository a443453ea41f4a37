import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { debootstrapArgs, debootstrapEnv } from './debootstrap.ts'
import { install } from './packages.ts'
import { type Environment, run, succeeds } from './programs.ts'
import type { Work } from './work.ts'

const plugin = 'usr/libexec/docker/cli-plugins/docker-compose'

/** Sees to it that `docker compose` works. Returns what must be in the environment for that: nothing, or DOCKER_CONFIG. */
export async function provideCompose(docker: Environment, work: Work): Promise<Environment> {
  if (await hasCompose(docker, work)) return {}
  const own = { DOCKER_CONFIG: work.places.dockerConfig }
  if (await hasCompose({ ...docker, ...own }, work)) return own
  await unpack(work)
  return own
}

/** True when `docker compose` is there in this environment. */
export function hasCompose(env: Environment, { signal }: Pick<Work, 'signal'>): Promise<boolean> {
  return succeeds('docker', ['compose', 'version'], { env, signal, deadlineMs: 30_000 })
}

/** Unpacks the plugin out of Debian's package: the release of the machine need not have it. */
async function unpack(work: Work): Promise<void> {
  const { say, signal, places } = work
  if (!existsSync('/usr/bin/mmdebstrap')) await install(['mmdebstrap', 'debian-archive-keyring'], work)
  say('Unpacking docker compose from its Debian package …')
  const folder = path.join(places.dockerConfig, 'cli-plugins')
  mkdirSync(folder, { recursive: true })
  const draft = mkdtempSync(path.join(places.cache, 'compose-'))
  try {
    const options = ['--variant=extract', '--include=docker-compose', '--dpkgopt=force-unsafe-io']
    await run('mmdebstrap', debootstrapArgs(path.join(draft, 'root'), options), {
      env: await debootstrapEnv(signal),
      signal,
      deadlineMs: 300_000,
    })
    copyFileSync(path.join(draft, 'root', plugin), path.join(draft, 'docker-compose'))
    chmodSync(path.join(draft, 'docker-compose'), 0o755)
    renameSync(path.join(draft, 'docker-compose'), path.join(folder, 'docker-compose'))
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}
