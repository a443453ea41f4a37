import { existsSync } from 'node:fs'
import { TestbedFailure } from './failure.ts'
import { run } from './programs.ts'
import type { Work } from './work.ts'

/** True where packages can be installed: Debian or its like, as root. */
function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** Installs packages from the machine's own apt; TestbedFailure says what to install where this cannot. */
export async function install(packages: string[], { say, signal }: Work): Promise<void> {
  const names = packages.join(' ')
  if (!canInstall()) {
    const reason = existsSync('/usr/bin/apt-get') ? 'this user is not root' : 'this machine has no apt-get'
    throw new TestbedFailure(`The testbed needs ${names}, and ${reason}.`, `Install Docker (on Debian, as root: apt-get install ${names}).`)
  }
  say(`Installing ${names} …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300']
  await run('apt-get', [...options, 'update'], { env, signal, deadlineMs: 300_000 })
  await run('apt-get', [...options, 'install', '-y', '--no-install-recommends', ...packages], { env, signal, deadlineMs: 900_000 })
}
