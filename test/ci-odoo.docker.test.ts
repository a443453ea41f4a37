import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { accessRules, addon } from '../skills/github_ci_runner/odoo/addon.fixture.ts'
import { branchOf, killPostgres, remains, repository, testsOf } from './ci-lab.ts'
import { type Lab, openLab, openServer, operator } from './lab.ts'
import { docker, killBuildServer, odooCounts, odooRepository, onTheEngine, remainsOfOdoo } from './odoo-lab.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let found: ReturnType<typeof onTheEngine>
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  await lab.supervise('A')
  // The server of the builds, and the template of these tests, are there from the first run on.
  await lab.finished(await ci('first', 0), 240_000)
  found = onTheEngine()
})
after(async () => {
  await lab.close()
  await server.close()
})
const ci = (name: string, seconds: number) =>
  lab.submit({ repo: odooRepository(path.join(server.base, 'code', name), seconds) }, 'github_ci_runner.run')
/** Resolves when the first test of a run has ended, so that Odoo is in the middle of them. */
const testing = (id: string) =>
  until(
    async () => (await lab.events(id)).some(({ kind }) => kind === 'tests'),
    60_000,
    () => `Odoo never began\n${lab.stories()}`,
  )
const nothingIsLeft = async (id: string) => {
  assert.deepEqual(remainsOfOdoo(id), [])
  assert.deepEqual(await remains(lab, id), [])
  assert.deepEqual(onTheEngine(), found)
}

test('kill -9 of the worker while Odoo tests: the run ends with the true counts, each test once, nothing left', async () => {
  const id = await ci('killed', 1.5)
  await testing(id)
  lab.living().process.kill('SIGKILL')
  assert.equal(await lab.finished(id, 120_000), 'failed', lab.stories())
  const { view } = await lab.run(id)
  assert.deepEqual(view.tests, odooCounts)
  assert.equal(view.cause?.code, 'tests_failed')
  assert.equal(new Set(await testsOf(lab, id)).size, 4)
  await nothingIsLeft(id)
})

test('kill -9 of PostgreSQL while Odoo tests: the same', async () => {
  const id = await ci('database', 1.5)
  await testing(id)
  await killPostgres(lab)
  await until(
    () => !server.isAlive(),
    5000,
    () => 'PostgreSQL is still there',
  )
  await server.restart()
  assert.equal(await lab.finished(id, 120_000), 'failed')
  assert.deepEqual((await lab.run(id)).view.tests, odooCounts)
  await nothingIsLeft(id)
})

test('cancelled while Odoo tests: the container is gone at once, and so is all else', async () => {
  const id = await ci('cancelled', 5)
  await testing(id)
  await lab.control.cancel(operator, id)
  assert.equal(await lab.finished(id, 60_000), 'cancelled')
  await nothingIsLeft(id)
})

test('the database server of the builds is killed while Odoo tests: no green, no red test, nothing left', async () => {
  const id = await ci('build-server', 3)
  await testing(id)
  killBuildServer()
  assert.equal(await lab.finished(id, 120_000), 'failed')
  const { cause, left } = (await lab.run(id)).view
  assert.match(cause?.code ?? '', /crashed|unavailable/, JSON.stringify(cause))
  assert.deepEqual(left, [])
  await nothingIsLeft(id)
})

test('a server of the builds that somebody stopped is started again, also to clean up', async () => {
  const id = await ci('stopped', 3)
  await testing(id)
  docker('stop', '--time', '1', 'devops-agent-build-postgres')
  assert.equal(await lab.finished(id, 120_000), 'failed')
  assert.deepEqual((await lab.run(id)).view.left, [])
  await nothingIsLeft(id)
})

test('two builds at once are apart: each has its own network and database, and both come to their end', async () => {
  const ids = await Promise.all([ci('one', 2), ci('two', 2)])
  await lab.worker('B')
  await Promise.all(ids.map(testing))
  const [one = '', two = ''] = ids.map((id) => docker('ps', '-q', '--filter', `label=devops-agent.run=${id}`))
  const ip = docker('inspect', '-f', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', two)
  const reach = `import socket; socket.create_connection(("${ip}", 8069), timeout=2)`
  assert.throws(() => docker('exec', one, 'python3', '-c', reach), /unreachable|timed out/)
  for (const id of ids) {
    assert.equal(await lab.finished(id, 120_000), 'failed')
    assert.deepEqual((await lab.run(id)).view.tests, odooCounts)
    assert.deepEqual(remainsOfOdoo(id), [])
  }
})

test('a branch is told which of its warnings the branch that it is meant for does not have', async () => {
  const noisy = (...messages: string[]) => {
    const tests = Object.fromEntries(messages.map((message, at) => [`test_${at}`, `_logger.warning("${message}")`]))
    return addon('noisy', { manifest: accessRules, tests })
  }
  const repo = repository(path.join(server.base, 'code', 'noisy'), noisy('Order 12 is slow.'))
  const told = async (branch: string) => {
    const id = await lab.submit({ repo, branch }, 'github_ci_runner.run')
    assert.equal(await lab.finished(id, 120_000), 'succeeded', lab.stories())
    return { id, message: (await lab.run(id)).view.cause?.message ?? '' }
  }
  const main = await told('main')
  assert.match(main.message, /^Odoo logged 1 warning\. Order 12 is slow\.$/)
  branchOf(repo, 'feature', noisy('Order 13 is slow.', 'Fresh.'))
  const feature = await told('feature')
  assert.match(feature.message, /^Odoo logged 2 warnings, 1 of them new against main\. Fresh\.$/)
  const odoo = (await lab.run(feature.id)).view.output?.odoo as
    | { newWarnings: object; warnings: { firstSeen: object | null }[] }
    | undefined
  assert.deepEqual(odoo?.newWarnings, { count: 1, against: 'main', run: main.id })
  const { commit } = (await lab.run(feature.id)).view.output as { commit: { sha: string } }
  assert.deepEqual(
    odoo?.warnings.map(({ firstSeen }) => firstSeen),
    [null, { commit: commit.sha, run: feature.id }],
  )
})
