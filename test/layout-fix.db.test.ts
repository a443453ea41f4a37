import assert from 'node:assert/strict'
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { readEnv } from '../config/env.ts'
import { openRoom } from '../lib/control.ts'
import { gitIn } from '../lib/tools/git/servers.fixture.ts'
import { type Lab, openLab, openServer, operator } from './lab.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let room: ReturnType<typeof openRoom>
const at = (...parts: string[]) => path.join(server.base, ...parts)
const branches = () => gitIn(at('origin.git'), 'for-each-ref', '--format=%(refname:strip=2)', 'refs/heads').split('\n')
const day = () => `layout/${new Date().toISOString().slice(0, 10)}`

before(async () => {
  server = await openServer()
  gitIn(server.base, 'init', '-q', '--bare', '-b', 'main', at('origin.git'))
  gitIn(server.base, 'clone', '-q', at('origin.git'), at('root'))
  gitIn(at('root'), 'checkout', '-q', '-b', 'main')
  mkdirSync(at('root/config'))
  mkdirSync(at('root/addons/ipai/ipai_one'), { recursive: true })
  const roots = { oca_root: 'oca', ipai_root: 'addons/ipai' }
  writeFileSync(at('root/config/addons_manifest.oca_ipai.json'), JSON.stringify({ version: 1, roots, oca_repositories: [] }))
  const manifest = "{'name': 'Unmistakable', 'version': '19.0.1.0.0', 'license': 'LGPL-3', 'author': 'A'}\n"
  writeFileSync(at('root/addons/ipai/ipai_one/__manifest__.py'), manifest)
  gitIn(at('root'), 'add', '-A')
  gitIn(at('root'), 'commit', '-q', '-m', 'Installation')
  gitIn(at('root'), 'push', '-q', '-u', 'origin', 'main')
  writeFileSync(at('agent.yml'), `allow: { hosts: [], paths: ["${server.base}"] }\naddons: { root: "${at('root')}", series: "19.0" }\n`)
  lab = await openLab(server, { variant: 'real', env: { AGENT_CONFIG: at('agent.yml') } })
  await lab.supervise('A')
  room = openRoom('control-room-lab', readEnv({ DATABASE_URL: lab.url, DATA_DIR: lab.dataDir, AGENT_CONFIG: at('agent.yml') }))
})
after(async () => {
  await room.close()
  await lab.close()
  await server.close()
})

test('kill -9 of the worker in the middle of a push: another carries on, to one branch and one pull request, as the plan said', async () => {
  // The first push is held at a pipe that nobody writes into.
  writeFileSync(at('held'), '')
  const hook = `#!/bin/sh\n[ -e '${at('held')}' ] || exit 0\nmkfifo '${at('pipe')}'\ncat '${at('pipe')}'\n`
  writeFileSync(at('origin.git/hooks/pre-receive'), hook, { mode: 0o755 })
  const input = { rules: ['readme'] }
  const { sentence } = await room.preview(operator, 'oca_ipai_layout_enforcer.fix', input)
  assert.match(
    String(sentence),
    new RegExp(`^Put the layout right\\. Commit 1 fix to branch ${day()} and open a pull request\\. main is not touched\\.`),
  )
  const { id } = await room.submit(operator, 'oca_ipai_layout_enforcer.fix', input)
  await until(
    () => existsSync(at('pipe')),
    20_000,
    () => `nobody pushed\n${lab.stories()}`,
  )
  rmSync(at('held'))
  lab.living().process.kill('SIGKILL')
  assert.equal(await lab.finished(id, 60_000), 'succeeded')
  const { view } = await lab.run(id)
  assert.equal(view.attempt, 2)
  assert.deepEqual(branches().sort(), [day(), 'main'])
  const again = await room.submit(operator, 'oca_ipai_layout_enforcer.fix', input)
  assert.equal(await lab.finished(again.id), 'succeeded')
  assert.match(JSON.stringify((await lab.run(again.id)).view.output), /"outcome":"there"/)
  assert.deepEqual(branches().sort(), [day(), 'main'])
  // Whoever still reads there comes to an end; without a reader nobody waits.
  closeSync(openSync(at('pipe'), 'r+'))
})

test('what the steps have kept has no text of a file in it', async () => {
  const { rows } = await lab.sql.query('select output from dbos.operation_outputs')
  assert.ok(rows.length > 5)
  assert.match(gitIn(at('origin.git'), 'show', `${day()}:addons/ipai/ipai_one/README.rst`), /Unmistakable/)
  assert.doesNotMatch(JSON.stringify(rows), /Unmistakable/)
})
