import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { OpsError } from '../../lib/core/error.ts'
import { openTools } from '../../lib/tools/open.ts'
import type { Tools } from '../../lib/tools/tools.ts'
import { labSettings, openBench } from './bench.fixture.ts'
import { accessRules, addon, passing } from './odoo/addon.fixture.ts'
import { run } from './run.ts'

const bench = openBench()
after(bench.close)
const nowhere = openTools({
  dataDir: bench.root,
  allow: { hosts: [], paths: [] },
  protectedBranches: [],
  credentials: {},
  docker: { host: 'unix:///nowhere/docker.sock' },
})
/** As on a machine that has no Docker engine. */
const withoutEngine = ({ process, git, github, filesystem, addons }: Tools): Tools => ({
  process,
  git,
  github,
  filesystem,
  addons,
  docker: nowhere.docker,
  postgres: nowhere.postgres,
  http: nowhere.http,
})

/** The output is what the verb's schema says. */
const odooOf = (output: Record<string, unknown>) =>
  output.odoo as { findings: { rule: string; file: string }[]; modules: { state: string }[] }

test('an error of the static checks is the verdict, with its place, and nothing is started', async () => {
  const files = { ...addon('good', { manifest: accessRules, tests: passing }), ...addon('bad', { manifest: '"data": [' }) }
  const { output, cause, log, steps } = await bench.run(run, { repo: bench.repository('bad', files) }, { tools: withoutEngine })
  assert.deepEqual(steps, ['resolve', 'fetch', 'detect', 'check', 'report', 'clean'], 'a step with nothing to do is not begun')
  assert.deepEqual([output.status, cause?.code, output.isolation], ['failure', 'tests_failed', 'Nothing was run.'])
  assert.match(cause?.message ?? '', /The static checks found 1 error\. addons\/bad\/__manifest__\.py:\d+/)
  assert.match(log, /addons\/bad\/__manifest__\.py:\d+:\d+: error manifest-syntax/)
  assert.equal(odooOf(output).findings[0]?.file, 'addons/bad/__manifest__.py')
})

test('without Docker the static checks are made, it is said what is missing, and the run is not green', async () => {
  const written = addon('good', { manifest: accessRules, tests: passing })
  const files = Object.fromEntries(Object.entries(written).map(([path, text]) => [path, text.replace('"license": "LGPL-3",', '')]))
  const { output, cause, log, steps } = await bench.run(run, { repo: bench.repository('good', files) }, { tools: withoutEngine })
  assert.ok(steps.includes('prepare') && !steps.includes('test'), 'what could not be prepared is not tested')
  assert.deepEqual([output.status, cause?.code], ['unavailable', 'unavailable'])
  assert.match(cause?.message ?? '', /Odoo was not started: .*\/nowhere\/docker\.sock/)
  assert.equal(odooOf(output).modules[0]?.state, 'not_installed')
  assert.match(log, /warning manifest-missing: .*license/)
})

test('without Docker the Python tests of a repository with both run all the same', async () => {
  const files = {
    ...addon('good', { manifest: accessRules, tests: passing }),
    'setup.cfg': '[metadata]\nname = both\nversion = 1\n',
    'tests/test_both.py': 'import unittest\n\nclass T(unittest.TestCase):\n    def test_three(self):\n        self.assertEqual(1, 1)\n',
  }
  const repo = bench.repository('both', files)
  const { output } = await bench.run(run, { repo }, { tools: withoutEngine })
  assert.deepEqual([output.status, output.summary], ['unavailable', '1 test passed, 0 failed'])
  const settings = { odoo: { ...labSettings.odoo, egress: true } }
  const forked = await bench.run(run, { repo, branch: 'main', fork: true }, { tools: withoutEngine, settings })
  assert.deepEqual([forked.output.summary, forked.output.isFork], ['0 tests passed, 0 failed', true], 'but not those of a fork')
  assert.match(forked.log, /Python tests of a fork are not run/)
})

test('without Docker a run that ends early is cleaned up at once: an engine that was never there is not waited for', async () => {
  const repo = bench.repository('early', addon('good', { manifest: accessRules, tests: passing }))
  const before = (step: string) => {
    if (step === 'prepare') throw new OpsError('cancelled', 'It was cancelled.', 'Run it again.')
  }
  const started = performance.now()
  const { cause, steps } = await bench.run(run, { repo }, { tools: withoutEngine, before })
  assert.equal(cause?.code, 'cancelled')
  assert.equal(steps.at(-1), 'clean')
  assert.ok(performance.now() - started < 30_000)
})

test('addons whose series cannot be told are refused, with what to do', async () => {
  const files = Object.fromEntries(Object.entries(addon('plain')).map(([path, text]) => [path, text.replace('19.0.1.0.0', '1.0')]))
  const { cause } = await bench.run(run, { repo: bench.repository('plain', files) }, { tools: withoutEngine })
  assert.equal(cause?.code, 'invalid')
  assert.match(cause?.message ?? '', /^The series of Odoo that .* is for is not known/)
  assert.match(cause?.hint ?? '', /config\/agent\.yml/)
})

test('a base that was asked for and is not there is refused; a default branch that is missing only leaves nothing to compare with', async () => {
  const files = { 'test_a.py': 'import unittest\n\nclass A(unittest.TestCase):\n    def test_x(self):\n        pass\n' }
  const repo = bench.repository('bases', files)
  assert.equal((await bench.run(run, { repo, base: 'nope' })).cause?.code, 'not_found')
  bench.git(repo, 'branch', 'one')
  bench.git(repo, 'branch', 'two')
  bench.git(repo, 'symbolic-ref', 'HEAD', 'refs/heads/gone')
  const { output, cause } = await bench.run(run, { repo, branch: 'one' })
  assert.deepEqual([cause, output.status], [null, 'success'])
})

test('history that has nothing in common with the base, and a detached HEAD, are no obstacle', async () => {
  const files = { 'test_a.py': 'import unittest\n\nclass A(unittest.TestCase):\n    def test_x(self):\n        pass\n' }
  const repo = bench.repository('apart', files)
  bench.git(repo, 'checkout', '-q', '--orphan', 'alone')
  bench.git(repo, 'commit', '-q', '-m', 'Alone')
  assert.equal((await bench.run(run, { repo, branch: 'alone', base: 'main' })).cause, null)
  bench.git(repo, 'checkout', '-q', '--detach')
  assert.equal((await bench.run(run, { repo, branch: 'main' })).cause, null)
})
