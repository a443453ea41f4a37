import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

interface Need {
  name: string
  packages: string[]
  isThere(): boolean
}

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** The Python that tests of repositories run with (`programPath` of the skill), whatever else the machine calls so. */
const python = '/usr/bin/python3'

const needs: Need[] = [
  { name: 'chromium', packages: ['chromium'], isThere: () => findBrowser() !== undefined },
  { name: 'git', packages: ['git'], isThere: () => works('git', ['--version']) },
  { name: 'pytest', packages: ['python3-pytest'], isThere: () => works(python, ['-c', 'import pytest']) },
  { name: 'pip', packages: ['python3-pip'], isThere: () => works(python, ['-m', 'pip', '--version']) },
  {
    name: 'python3-venv',
    packages: ['python3-venv'],
    isThere: () => works(python, ['-c', 'import ensurepip, venv']),
  },
]

/** Installs what the tests need and this machine lacks (Debian, as root). Returns what is still missing, each with a sentence. */
export function furnish(say: (line: string) => void): Map<string, string> {
  const absent = needs.filter((need) => !need.isThere())
  if (absent.length === 0) return new Map()
  const packages = absent.flatMap((need) => need.packages)
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) install(packages, say)
  else say(`Missing: ${absent.map(({ name }) => name).join(', ')}. On Debian: sudo apt-get install ${packages.join(' ')}`)
  const missing = absent.filter((need) => !need.isThere())
  return new Map(missing.map(({ name, packages }) => [name, `${name} is not installed (Debian: ${packages.join(' ')})`]))
}

/** Where the browser is that drives the pages. */
export function findBrowser(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...browsers].find((file) => file && existsSync(file))
}

function install(packages: string[], say: (line: string) => void): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  say(`Installing ${packages.join(' ')} …`)
  try {
    const apt = (...args: string[]) =>
      execFileSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    // Lists that cannot be updated, since another apt is at them, may be new enough.
    try {
      apt('update')
    } catch {
      say('apt-get update failed; going on with the lists that are there.')
    }
    apt('install', '-y', '--no-install-recommends', ...packages)
  } catch {
    say('apt-get failed; what it said stands above.')
  }
}

function works(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
