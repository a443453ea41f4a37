import { execFileSync } from 'node:child_process'
import { databaseOf, runLabel } from '../lib/core/labels.ts'
import { accessRules, addon } from '../skills/github_ci_runner/odoo/addon.fixture.ts'
import { repository } from './ci-lab.ts'

const buildServer = 'devops-agent-build-postgres'

/** The docker command, as a person would use it to look. */
export function docker(...words: string[]): string {
  return execFileSync('docker', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** Ends the server of the builds as the kernel would: its first process, and with it all others. */
export function killBuildServer(): void {
  process.kill(Number(docker('inspect', '--format', '{{.State.Pid}}', buildServer)), 'SIGKILL')
}

/** One statement on the server of the builds. */
function onBuildServer(sql: string): string[] {
  return linesOf(docker('exec', buildServer, 'psql', '-U', 'postgres', '-Atc', sql))
}

/** What the four tests of `odooRepository` come to. */
export const odooCounts = { passed: 3, failed: 1, error: 0, skipped: 0 }

/** A repository with one addon: four tests, one of which fails, each taking `seconds`. */
export function odooRepository(folder: string, seconds: number): string {
  const wait = `import time\ntime.sleep(${seconds})\n`
  const body = { test_a: 'self.assertTrue(True)', test_b: 'self.assertEqual(1 + 1, 3)', test_c: 'pass', test_d: 'pass' }
  const tests = Object.fromEntries(Object.entries(body).map(([name, text]) => [name, wait + text]))
  return repository(folder, addon('slow_one', { manifest: accessRules, tests }))
}

/** What a run has left on the engine and on the server of the builds that it should not have. */
export function remainsOfOdoo(id: string): string[] {
  const label = `label=${runLabel}=${id}`
  const database = databaseOf(id)
  return [
    ...linesOf(docker('ps', '-aq', '--filter', label)).map((one) => `container ${one}`),
    ...linesOf(docker('network', 'ls', '-q', '--filter', label)).map((one) => `network ${one}`),
    ...linesOf(docker('volume', 'ls', '-q', '--filter', label)).map((one) => `volume ${one}`),
    ...onBuildServer(`select 'database ' || datname from pg_database where datname like '${database}%'`),
    ...onBuildServer(`select 'role ' || rolname from pg_roles where rolname like '${database}%'`),
  ]
}

/** All that runs have on the engine, whichever run it is, volumes without a name, and the databases that are no templates: to be compared before and after. */
export function onTheEngine(): Record<'containers' | 'networks' | 'volumes' | 'databases', number> {
  const label = `label=${runLabel}`
  return {
    containers: linesOf(docker('ps', '-aq', '--filter', label)).length,
    networks: linesOf(docker('network', 'ls', '-q', '--filter', label)).length,
    volumes: linesOf(docker('volume', 'ls', '-q')).length,
    databases: onBuildServer(`select datname from pg_database where datname not like 'tpl_%'`).length,
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
