import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { until } from '../test/until.ts'

const peer = 'devops-agent-bench'

/** Words of docker, and what it prints. */
export const docker = (...words: string[]) => execFileSync('docker', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()

/** A statement as the superuser of a container's PostgreSQL. */
export const admin = (container: string, sql: string) => docker('exec', container, 'psql', '-U', 'postgres', '-Atc', sql)

/** Odoo as one would test with it by hand: a PostgreSQL of its own, set as fast as ours, and one command. */
export async function openRawOdoo() {
  docker('network', 'create', peer)
  const settings = ['fsync=off', 'full_page_writes=off', 'shared_buffers=256MB', 'max_wal_size=2GB']
  const words = ['run', '-d', '--name', peer, '--network', peer, '-e', 'POSTGRES_HOST_AUTH_METHOD=trust', 'postgres:17', 'postgres']
  docker(...words, ...settings.flatMap((setting) => ['-c', setting]))
  await until(
    () => spawnSync('docker', ['exec', peer, 'pg_isready', '-h', '127.0.0.1']).status === 0,
    60_000,
    () => 'the PostgreSQL of the peer never answered',
  )
  admin(peer, 'create role odoo login createdb')

  /** `createdb`, then one `odoo -i … --test-enable`, as one would type it. */
  async function byHand(folder: string, modules: string[]): Promise<{ ms: number; counts: number[] }> {
    const started = performance.now()
    docker('exec', peer, 'createdb', '-U', 'postgres', '-O', 'odoo', 'ci')
    const container = ['run', '--rm', '--network', peer, '-v', `${folder}/addons:/mnt/extra-addons:ro`, '-e', `HOST=${peer}`]
    const tags = modules.map((name) => `/${name}`).join(',')
    const chosen = ['-d', 'ci', '-i', modules.join(','), '--with-demo', '--test-enable', '--test-tags', tags]
    const odoo = spawn('docker', [...container, '-e', 'USER=odoo', 'odoo:19', 'odoo', ...chosen, '--stop-after-init', '--workers=0'])
    // Not in one go: who waits for it may serve others meanwhile.
    const [out, err, [code]] = await Promise.all([text(odoo.stdout), text(odoo.stderr), once(odoo, 'close')])
    const ms = performance.now() - started
    docker('exec', peer, 'dropdb', '-U', 'postgres', '--force', 'ci')
    const [, failed, errors, tests] = /(\d+) failed, (\d+) error\(s\) of (\d+) tests/.exec(err + out) ?? []
    assert.equal(code, 0, err.slice(-2000))
    return { ms, counts: [Number(tests), Number(failed), Number(errors)] }
  }

  function close(): void {
    docker('rm', '-f', '-v', peer)
    docker('network', 'rm', peer)
  }
  return { byHand, close }
}
