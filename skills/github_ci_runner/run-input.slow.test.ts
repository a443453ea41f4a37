import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { fieldsOf } from '../../lib/core/field.ts'
import { parseInput } from '../../lib/core/input.ts'
import { openBench, rowOf } from './bench.fixture.ts'
import { list } from './list.ts'
import { rerun } from './rerun.ts'
import { run } from './run.ts'

const bench = openBench()
after(bench.close)
const green = { 'test_a.py': 'import unittest\nclass A(unittest.TestCase):\n  def test_x(self): pass\n' }

describe('the input', () => {
  it('is flat, in all verbs', () => {
    assert.deepEqual(
      fieldsOf(run.input).map(({ name, kind }) => `${name} ${kind}`),
      ['repo text', 'branch text', 'pr number', 'sha text', 'base text', 'all switch', 'fork switch'],
    )
    assert.deepEqual(
      fieldsOf(rerun.input).map(({ name }) => name),
      ['run'],
    )
    assert.deepEqual(
      fieldsOf(list.input).map(({ name }) => name),
      ['status', 'text', 'cursor', 'limit'],
    )
    for (const verb of [run, rerun, list]) assert.ok(verb.input.safeParse(verb.example).success)
  })
  it('names a branch or a pull request, and is refused in a sentence', () => {
    assert.throws(() => parseInput(run.input, { repo: 'example', branch: 'main', pr: 1 }), {
      code: 'invalid',
      message: /Name a branch or a pull request, not both\./,
    })
    assert.throws(() => parseInput(run.input, { repo: ' ' }), { message: /Name a repository/ })
    assert.throws(() => parseInput(run.input, { repo: 'example', pr: 0 }), { message: /A pull request has a number from 1/ })
    assert.deepEqual(parseInput(run.input, { repo: 'example', branch: '', pr: 4 }), {
      repo: 'example',
      branch: '',
      pr: 4,
      all: false,
      fork: false,
    })
  })
  it('gives the run its name', () => {
    assert.equal(run.label?.({ repo: 'example', branch: 'main', sha: 'abcdef0', all: false, fork: false }), 'CI of example main')
    assert.equal(rerun.label?.({ run: 'r1' }), 'CI again of run r1')
    assert.equal(rerun.repeats?.({ run: 'r1' }), 'r1')
  })
})

describe('code of a fork', () => {
  it('waits for the approval of somebody else', () => {
    assert.equal(run.needsApproval?.({ repo: 'example', pr: 1, all: false, fork: true }), true)
    assert.equal(run.needsApproval?.({ repo: 'example', pr: 1, all: false, fork: false }), false)
  })
  it('is not run as a process of this machine', async () => {
    const folder = bench.repository('forked', green)
    bench.git(folder, 'update-ref', 'refs/pull/7/head', 'main')
    const outcome = await bench.run(run, { repo: folder, pr: 7, fork: true })
    assert.equal(outcome.cause?.code, 'refused')
    assert.match(outcome.cause?.message ?? '', /^Python tests of a fork are not run/)
  })
})

describe('what is tested', () => {
  it('is the commit that was named, of its branch or pull request, also when that has gone on', async () => {
    const folder = bench.repository('moved', green)
    const first = bench.git(folder, 'rev-parse', 'main')
    bench.git(folder, 'checkout', '-q', '-b', 'side')
    bench.git(folder, 'commit', '-q', '--allow-empty', '-m', 'Only proposed')
    const proposed = bench.git(folder, 'rev-parse', 'side')
    bench.git(folder, 'update-ref', 'refs/pull/3/head', 'side')
    bench.git(folder, 'checkout', '-q', 'main')
    bench.git(folder, 'branch', '-q', '-D', 'side')
    bench.git(folder, 'commit', '-q', '--allow-empty', '-m', 'Later')
    const commitOf = async (input: object) => JSON.parse(JSON.stringify((await bench.run(run, { repo: folder, ...input })).output.commit))
    const ofBranch = await commitOf({ branch: 'main', sha: first })
    assert.deepEqual([ofBranch.sha, ofBranch.ref], [first, 'refs/heads/main'])
    const ofRequest = await commitOf({ pr: 3, sha: proposed })
    assert.deepEqual([ofRequest.sha, ofRequest.ref], [proposed, 'refs/pull/3/head'])
    assert.equal((await commitOf({ sha: first })).ref, '')
  })
  it('is a repository of the configuration by its name, and its branch when none is asked for', async () => {
    const folder = bench.repository('known', green)
    bench.git(folder, 'checkout', '-q', '-b', 'stable')
    bench.git(folder, 'commit', '-q', '--allow-empty', '-m', 'Only in stable')
    bench.git(folder, 'checkout', '-q', 'main')
    const settings = { repositories: { shop: { url: folder, branch: 'stable' } } }
    const byName = await bench.run(run, { repo: 'shop' }, { settings })
    assert.equal(byName.cause, null)
    assert.deepEqual([byName.output.repository, JSON.stringify(byName.output.commit).includes('Only in stable')], ['shop', true])
    const other = await bench.run(run, { repo: 'shop', branch: 'main' }, { settings })
    assert.equal(JSON.stringify(other.output.commit).includes('Only in stable'), false)
  })

  const wrong: [string, Record<string, unknown>][] = [
    ['an unknown name', { repo: 'constructor' }],
    ['a name with a newline', { repo: 'a\nb' }],
    ['a name with a leading dash', { repo: '--upload-pack=touch /tmp/x' }],
    ['a host that is not allowed', { repo: 'https://example.test/x.git' }],
    ['a missing branch', { repo: 'KNOWN', branch: 'absent' }],
    ['a branch with a leading dash', { repo: 'KNOWN', branch: '-x' }],
    ['a branch with a newline', { repo: 'KNOWN', branch: 'a\nb' }],
    ['a missing pull request', { repo: 'KNOWN', pr: 7 }],
    ['an empty repository', { repo: 'EMPTY' }],
    ['a missing commit', { repo: 'KNOWN', sha: '0'.repeat(40) }],
  ]
  for (const [name, input] of wrong) {
    it(`fails in the first step for ${name}, and is cleaned up`, async () => {
      const empty = `${bench.root}/repositories/empty`
      if (!existsSync(empty)) bench.git(bench.root, 'init', '-q', empty)
      const settings = {
        repositories: { EMPTY: { url: empty, branch: 'main' }, KNOWN: { url: `${bench.root}/repositories/known`, branch: 'main' } },
      }
      const { cause, steps } = await bench.run(run, input, { settings })
      assert.deepEqual(steps, ['resolve', 'clean'])
      assert.match(cause?.code ?? '', /^(refused|not_found|invalid)$/)
      assert.ok((cause?.hint ?? '').length > 0)
    })
  }

  it('is refused when there is nothing to test', async () => {
    const { cause, steps } = await bench.run(run, { repo: bench.repository('docs', { 'README.md': 'Hello\n', 'main.js': '' }) })
    assert.deepEqual([cause?.code, steps], ['no_tests', ['resolve', 'fetch', 'detect', 'clean']])
    assert.match(cause?.message ?? '', /^There is nothing to test in .*docs: no pyproject\.toml/)
  })

  it('is what an earlier run tested, when it is repeated', async () => {
    const folder = bench.repository('again', green)
    const first = await bench.run(run, { repo: folder })
    bench.git(folder, 'commit', '-q', '--allow-empty', '-m', 'Later')
    const row = rowOf({ id: 'r1', input: { repo: folder } }, { output: JSON.parse(JSON.stringify(first.output)) })
    const again = await bench.run(rerun, { run: 'r1' }, { rows: [row] })
    assert.equal(again.steps[0], 'find')
    assert.deepEqual({ ...Object(again.output.commit), ref: '' }, { ...Object(first.output.commit), ref: '' })
    assert.equal((await bench.run(rerun, { run: 'r2' }, { rows: [row] })).cause?.code, 'not_found')
  })
})
