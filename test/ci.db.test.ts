import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { killPostgres, remains, repository, slowCounts, slowRepository, testsOf } from './ci-lab.ts'
import { type Lab, openLab, openServer, operator } from './lab.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  const config = path.join(server.base, 'agent.yml')
  writeFileSync(config, 'allow: { hosts: ["127.0.0.1:1"], paths: [/] }\n')
  lab = await openLab(server, { variant: 'real', env: { AGENT_CONFIG: config } })
  await lab.supervise('A')
})
after(async () => {
  await lab.close()
  await server.close()
})
const folder = (name: string) => path.join(server.base, 'code', name)
const ci = (input: object) => lab.submit(input, 'github_ci_runner.run')

test('kill -9 of the worker in the middle of the tests: the run ends with the true counts, each test once, nothing left', async () => {
  const id = await ci({ repo: slowRepository(folder('slow-worker'), 0.2) })
  await lab.reached(id, 'test:attempt')
  const worker = lab.living()
  worker.process.kill('SIGKILL')
  assert.equal(await lab.finished(id, 60_000), 'failed')
  const { view } = await lab.run(id)
  assert.deepEqual(view.tests, slowCounts)
  assert.equal(view.attempt, 2)
  const tests = await testsOf(lab, id)
  assert.equal(new Set(tests).size, 6)
  assert.equal(tests.length, 6)
  assert.equal(view.cause?.code, 'tests_failed')
  assert.deepEqual(await remains(lab, id), [])
})

test('kill -9 of PostgreSQL in the middle of the tests: the same', async () => {
  const id = await ci({ repo: slowRepository(folder('slow-database'), 0.3) })
  await lab.reached(id, 'test:attempt')
  await killPostgres(lab)
  await until(
    () => !server.isAlive(),
    5000,
    () => 'PostgreSQL is still there',
  )
  await server.restart()
  assert.equal(await lab.finished(id, 60_000), 'failed')
  assert.deepEqual((await lab.run(id)).view.tests, slowCounts)
  assert.equal((await testsOf(lab, id)).length, 6)
  assert.deepEqual(await remains(lab, id), [])
})

test('cancelled in the middle of the tests: the whole tree of processes is gone, daemons included', async () => {
  const daemon = `import subprocess, time, unittest
class T(unittest.TestCase):
    def test_daemon(self):
        subprocess.Popen(["setsid", "sleep", "600"])
        time.sleep(600)
`
  const id = await ci({ repo: repository(folder('daemon'), { 'test_daemon.py': daemon }) })
  await lab.reached(id, 'test:attempt')
  await until(
    async () => (await lab.events(id)).some((event) => event.kind === 'log' && event.step === 'test'),
    10_000,
    () => 'the tests never began',
  )
  await lab.control.cancel(operator, id)
  assert.equal(await lab.finished(id, 20_000), 'cancelled')
  assert.deepEqual(await remains(lab, id), [])
})

test('a second run of a repository fetches only what is new', async () => {
  const repo = slowRepository(folder('twice'), 0)
  await lab.finished(await ci({ repo }))
  const second = await ci({ repo })
  await lab.finished(second)
  const calls = (await lab.events(second)).filter((event) => event.kind === 'call')
  assert.ok(calls.some((event) => event.data.operation === 'git.resolve'))
  assert.equal((await lab.run(second)).view.tests.passed, 4)
})

test('a rerun tests the same commit, and both runs are linked', async () => {
  const repo = slowRepository(folder('again'), 0)
  const first = await ci({ repo })
  await lab.finished(first)
  const commit = async (id: string) => (await lab.run(id)).view.output?.commit as { sha: string } | undefined
  repository(path.join(folder('again'), 'ignored'), { 'x.txt': 'x' })
  const second = await lab.submit({ run: first }, 'github_ci_runner.rerun')
  await lab.finished(second)
  const run = await lab.run(second)
  assert.equal((await commit(second))?.sha, (await commit(first))?.sha)
  assert.deepEqual([run.previous, run.title, run.repeats], [first, (await lab.run(first)).title, { count: 1, isFlaky: false }])
  assert.equal((await lab.run(first)).next, second)
})

const bad: [string, (make: typeof folder) => object, RegExp, string][] = [
  ['a host that is not allowed', () => ({ repo: 'https://evil.example/x.git' }), /not allowed/, 'refused'],
  ['a host that does not answer', () => ({ repo: 'http://127.0.0.1:1/x.git' }), /127\.0\.0\.1/, 'unavailable'],
  [
    'a branch that is not there',
    (make) => ({ repo: slowRepository(make('no-branch'), 0), branch: 'nope' }),
    /no branch .?nope/,
    'not_found',
  ],
  [
    'a commit that is not there',
    (make) => ({ repo: slowRepository(make('no-commit'), 0), sha: 'deadbeefdeadbeef' }),
    /deadbee/,
    'not_found',
  ],
  ['a folder that is no repository', () => ({ repo: '/usr/share/doc' }), /\/usr\/share\/doc/, 'not_found'],
  [
    'a branch with a newline',
    (make) => ({ repo: slowRepository(make('newline'), 0), branch: 'a\nb' }),
    /newline|line break|name/i,
    'invalid',
  ],
  [
    'a branch that looks like an option',
    (make) => ({ repo: slowRepository(make('dash'), 0), branch: '--upload-pack=touch /tmp/x' }),
    /-/,
    'invalid',
  ],
  ['a repository that looks like an option', () => ({ repo: '--config=x' }), /-/, 'invalid'],
  ['another transport', () => ({ repo: 'ext::sh -c touch% /tmp/x' }), /ext/, 'refused'],
  [
    'a repository with nothing to test',
    (make) => ({ repo: repository(make('empty'), { 'README.md': 'hello\n' }) }),
    /nothing|no (?:Python|tests)/i,
    'no_tests',
  ],
  [
    'a project whose tests are none',
    (make) => ({ repo: repository(make('none'), { 'setup.cfg': '[metadata]\nname = none\n', 'none.py': 'x = 1\n' }) }),
    /no tests|0 tests|not one|none/i,
    'no_tests',
  ],
]
for (const [what, input, words, code] of bad) {
  test(`${what}: one sentence, a hint, an evidence pack, nothing left running`, async () => {
    const id = await ci(input(folder))
    assert.equal(await lab.finished(id, 60_000), 'failed')
    const { view } = await lab.run(id)
    assert.match(view.cause?.message ?? '', words)
    assert.equal(view.cause?.code, code, JSON.stringify(view.cause))
    assert.ok((view.cause?.hint.length ?? 0) > 10, 'a hint')
    assert.ok(view.evidence, 'evidence')
    assert.deepEqual(await remains(lab, id), [])
  })
}

test('an empty repository is said to have no commits', async () => {
  const { execFileSync } = await import('node:child_process')
  const repo = folder('no-commits')
  mkdirSync(repo, { recursive: true })
  execFileSync('git', ['init', '--quiet', repo])
  const id = await ci({ repo })
  assert.equal(await lab.finished(id), 'failed')
  assert.match((await lab.run(id)).view.cause?.message ?? '', /no commits/)
})

test('file names with spaces, newlines and leading dashes are no trouble', async () => {
  const body = 'import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        pass\n'
  const id = await ci({ repo: repository(folder('odd names'), { 'test_it.py': body, '-rf': 'x', 'a b/c\nd.txt': 'x', 'é.py': 'x = 1\n' }) })
  assert.equal(await lab.finished(id), 'succeeded')
  assert.equal((await lab.run(id)).view.tests.passed, 1)
})
