import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { gitIn, serveHttp } from '../lib/tools/git/servers.fixture.ts'
import { type Lab, openLab, openServer } from './lab.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let host: Awaited<ReturnType<typeof serveHttp>>
let held = false
let isHolding = true
const at = (...parts: string[]) => path.join(server.base, 'addons', ...parts)

before(async () => {
  server = await openServer()
  const upstream = path.join(server.base, 'upstream', 'web')
  mkdirSync(path.join(upstream, 'web_responsive'), { recursive: true })
  writeFileSync(path.join(upstream, 'web_responsive/__manifest__.py'), "{'name': 'Screens', 'version': '19.0.1.0.0', 'depends': ['web']}\n")
  writeFileSync(path.join(upstream, 'numbers.txt'), Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 99_991).join(' '))
  gitIn(server.base, 'init', '-q', '-b', '19.0', upstream)
  gitIn(upstream, 'add', '-A')
  gitIn(upstream, 'commit', '-q', '-m', 'All')
  const hold = (sent: number) => {
    held ||= isHolding && sent > 20_000
    return held && isHolding
  }
  host = await serveHttp(path.join(server.base, 'upstream'), { hold })
  const repositories = [{ name: 'web', type: 'git', url: `http://${host.host}/web/.git`, path: 'oca/web' }]
  mkdirSync(at('config'), { recursive: true })
  writeFileSync(
    at('config/addons_manifest.oca_ipai.json'),
    JSON.stringify({
      version: 1,
      roots: { oca_root: 'oca', ipai_root: 'ipai' },
      oca_repositories: repositories,
      oca_must_have_modules: {},
    }),
  )
  const config = path.join(server.base, 'agent.yml')
  writeFileSync(config, `allow: { hosts: ["${host.host}"], paths: [/] }\naddons: { root: "${at()}", series: "19.0" }\n`)
  lab = await openLab(server, { variant: 'real', env: { AGENT_CONFIG: config } })
  await lab.supervise('A')
})
after(async () => {
  await lab.close()
  await host.close()
  await server.close()
})

const add = () => lab.submit({ repositories: ['web'] }, 'module_dependency_resolver.add')
const isHeld = () =>
  until(
    () => held,
    20_000,
    () => `nobody cloned\n${lab.stories()}`,
  )
/** Folders of the addons, those in the making included. */
const found = () => (existsSync(at('oca')) ? readdirSync(at('oca')) : [])

test('cancelled in the middle of a clone, nothing of it is left', async () => {
  const id = await add()
  await isHeld()
  assert.deepEqual(found(), ['.web.cloning'])
  await lab.control.cancel({ id: 'u1', name: 'op1', role: 'operator', surface: 'cli' }, id)
  assert.equal(await lab.finished(id), 'cancelled')
  assert.deepEqual(found(), [])
})

test('kill -9 of the worker in the middle of a clone: another carries on, and what it lays is whole', async () => {
  held = false
  const id = await add()
  await isHeld()
  lab.living().process.kill('SIGKILL')
  isHolding = false
  assert.equal(await lab.finished(id, 60_000), 'succeeded')
  const { view } = await lab.run(id)
  assert.equal(view.attempt, 2)
  assert.deepEqual(found(), ['web'])
  gitIn(at('oca/web'), 'fsck', '--strict')
  assert.equal(gitIn(at('oca/web'), 'status', '--porcelain', '--branch'), '## 19.0...origin/19.0')
})

test('two at once clone it once: one waits for the other', async () => {
  const ids = [await add(), await add()]
  for (const id of ids) assert.equal(await lab.finished(id), 'succeeded')
  const outcomes = await Promise.all(ids.map(async (id) => JSON.stringify((await lab.run(id)).view.output)))
  for (const outcome of outcomes) assert.match(outcome, /"outcome":"there"/)
})
