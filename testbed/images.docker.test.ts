import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { until } from '../test/until.ts'

// What is asked here holds for the official images as well.
const noRights = ['--user', 'postgres', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges']

test('odoo:19 has the user, the folders, the ports and the configuration of the official image', () => {
  const { User, ExposedPorts, Volumes, Entrypoint, Cmd, Env } = configOf('odoo:19')
  assert.equal(User, 'odoo')
  assert.deepEqual(Object.keys(ExposedPorts), ['8069/tcp', '8071/tcp', '8072/tcp'])
  assert.deepEqual(Object.keys(Volumes).sort(), ['/mnt/extra-addons', '/var/lib/odoo'])
  assert.deepEqual([Entrypoint, Cmd], [['/entrypoint.sh'], ['odoo']])
  assert.ok(Env.includes('ODOO_RC=/etc/odoo/odoo.conf'))
  const script = 'id -un; touch /var/lib/odoo/x /mnt/extra-addons/x; grep -E "^(addons_path|data_dir)" /etc/odoo/odoo.conf'
  const said = docker('run', '--rm', '--network', 'none', 'odoo:19', 'sh', '-c', script)
  assert.deepEqual(said.split('\n'), ['odoo', 'addons_path = /mnt/extra-addons', 'data_dir = /var/lib/odoo'])
})

test('odoo:19 has the addons and the Python packages that others build on', () => {
  const addons = 'account contacts crm hr mail point_of_sale product project purchase sale stock website website_sale'.split(' ')
  const modules = 'ldap lxml_html_clean num2words openpyxl pdfminer phonenumbers reportlab slugify vobject xlrd xlsxwriter zeep'.split(' ')
  const script = `import ${modules.join(', ')}; from odoo.modules import get_module_path as at; print([n for n in ${JSON.stringify(addons)} if not at(n)])`
  assert.equal(docker('run', '--rm', '--network', 'none', 'odoo:19', 'python3', '-c', `import odoo; ${script}`), '[]')
})

test('odoo:19 waits for the database that its environment names, and gives up with the reason', async (t) => {
  const { name, network } = lab(t)
  const environment = ['--env', `HOST=${name}-db`, '--env', 'USER=her', '--env', 'PASSWORD=se cret']
  docker('run', '--detach', '--name', `${name}-odoo`, '--network', network, ...environment, 'odoo:19', 'odoo', '--version')
  docker('run', '--detach', '--name', `${name}-stranger`, '--network', network, 'odoo:19', '--version')
  startPostgres(name, network, ['--env', 'POSTGRES_USER=her', '--env', 'POSTGRES_PASSWORD=se cret', '--env', 'POSTGRES_DB=postgres'])
  assert.equal(docker('wait', `${name}-odoo`), '0')
  assert.match(docker('logs', `${name}-odoo`), /^Odoo Server 19/m)
  assert.equal(docker('wait', `${name}-stranger`), '1')
  assert.match(logsOf(`${name}-stranger`), /Database connection failure: .*"db"/)
})

for (const [how, options] of [
  ['as root', []],
  ['without any rights', noRights],
] as const) {
  test(`postgres:17 started ${how} makes its database, runs the files of the start, and lets in only who knows the password`, async (t) => {
    const { name, network, folder } = lab(t)
    writeFileSync(path.join(folder, '1.sql'), 'create table made (by text)')
    writeFileSync(path.join(folder, '2.sh'), `psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "insert into made values ('script')"`)
    const variables = ['POSTGRES_USER=her', 'POSTGRES_PASSWORD=se cret', 'POSTGRES_DB=shop', 'POSTGRES_INITDB_ARGS=--data-checksums']
    const files = ['--volume', `${folder}:/docker-entrypoint-initdb.d:ro`]
    startPostgres(name, network, [...options, ...files, ...variables.flatMap((variable) => ['--env', variable])])
    await until(
      () => isReady(name),
      30_000,
      () => logsOf(`${name}-db`),
    )
    const local = ['exec', '--user', 'postgres', `${name}-db`, 'psql', '-U', 'her', '-d', 'shop', '-Atc']
    assert.equal(docker(...local, 'select by from made'), 'script')
    assert.equal(docker(...local, 'show data_checksums'), 'on')
    assert.equal(docker(...local, 'show fsync'), 'off')
    const remote = (password: string) =>
      spawnSync('docker', [
        ...['run', '--rm', '--network', network, '--env', `PGPASSWORD=${password}`, 'postgres:17'],
        ...['psql', '-h', `${name}-db`, '-U', 'her', '-d', 'shop', '-Atc', 'select current_user'],
      ])
    assert.equal(remote('se cret').stdout.toString(), 'her\n')
    assert.match(remote('wrong').stderr.toString(), /password authentication failed/)
    assert.match(docker('top', `${name}-db`, '-o', 'uid,pid,args'), /^ *999 +\d+ +postgres -c fsync=off/m)
    docker('stop', '--time', '20', `${name}-db`)
    assert.match(logsOf(`${name}-db`), /received fast shutdown request[\s\S]*database system is shut down\s*$/)
    docker('start', `${name}-db`)
    await until(
      () => isReady(name),
      30_000,
      () => logsOf(`${name}-db`),
    )
    assert.equal(docker(...local, 'select count(*) from made'), '1')
  })
}

test('postgres:17 without a password says which variable is missing', () => {
  const { status, stderr } = spawnSync('docker', ['run', '--rm', '--network', 'none', 'postgres:17'], { encoding: 'utf8' })
  assert.equal(status, 1)
  assert.match(stderr, /POSTGRES_PASSWORD/)
})

/** A network and a folder, which go with all containers of this name. */
function lab(t: TestContext): { name: string; network: string; folder: string } {
  const name = `testbed-${randomUUID().slice(0, 8)}`
  const folder = mkdtempSync(path.join(os.tmpdir(), 'testbed-'))
  execFileSync('chmod', ['755', folder])
  docker('network', 'create', name)
  t.after(() => {
    const containers = docker('ps', '--all', '--quiet', '--filter', `name=${name}-`).split('\n').filter(Boolean)
    if (containers.length > 0) docker('rm', '--force', '--volumes', ...containers)
    docker('network', 'rm', name)
    rmSync(folder, { recursive: true })
  })
  return { name, network: name, folder }
}

function startPostgres(name: string, network: string, options: string[]): void {
  docker('run', '--detach', '--name', `${name}-db`, '--network', network, ...options, 'postgres:17', '-c', 'fsync=off')
}

/** While it is being made the server listens on no address. */
function isReady(name: string): boolean {
  return spawnSync('docker', ['exec', `${name}-db`, 'pg_isready', '--quiet', '--host', '127.0.0.1']).status === 0
}

function logsOf(container: string): string {
  const { stdout, stderr } = spawnSync('docker', ['logs', container], { encoding: 'utf8' })
  return stdout + stderr
}

interface ImageConfig {
  User: string
  ExposedPorts: object
  Volumes: object
  Entrypoint: string[]
  Cmd: string[]
  Env: string[]
}

/** The format is the engine's: /images/{name}/json, Config. */
function configOf(image: string): ImageConfig {
  return JSON.parse(docker('image', 'inspect', '--format', '{{json .Config}}', image))
}

function docker(...args: string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8', timeout: 120_000, stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}
