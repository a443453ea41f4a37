import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { openProcess } from '../process.ts'
import { gitIn } from './servers.fixture.ts'
import { openWorkingTrees } from './working-trees.ts'

const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'working trees ')))
after(() => rmSync(base, { recursive: true }))
const at = (...parts: string[]) => path.join(base, ...parts)
const workshop = at('workshop')
const trees = openWorkingTrees({ process: openProcess(), roots: [at('allowed'), at('not-there')], folder: workshop })

function repository(name: string, ...options: string[]) {
  const folder = at('allowed', name)
  mkdirSync(folder, { recursive: true })
  gitIn(folder, 'init', '-q', ...options)
  const commit = (file: string, text: string) => {
    writeFileSync(path.join(folder, file), text)
    gitIn(folder, 'add', '--', file)
    gitIn(folder, 'commit', '-q', '-m', file)
    return gitIn(folder, 'rev-parse', 'HEAD')
  }
  return { folder, commit }
}
const stateOf = async (folder: string) => (await trees.states([folder])).get(folder)

test('a tree says its commit, branch, origin and changes, and nothing is left of the look', async () => {
  const { folder, commit } = repository('plain')
  const head = commit('ä "b".py', 'one')
  gitIn(folder, 'remote', 'add', 'origin', 'https://me:secret@example.com/x.git')
  const wanted = { commit: head, branch: 'main', origin: 'https://example.com/x.git', isShallow: false }
  assert.deepEqual(await stateOf(folder), { ...wanted, changed: { count: 0, first: [] } })
  writeFileSync(path.join(folder, 'ä "b".py'), 'two')
  writeFileSync(path.join(folder, 'new'), '')
  assert.deepEqual(await stateOf(folder), { ...wanted, changed: { count: 2, first: ['ä "b".py', 'new'] } })
  assert.deepEqual(readdirSync(workshop), [])
  assert.equal(gitIn(folder, 'status', '--porcelain').split('\n').length, 2)
})

test('a detached commit has no branch, a tree without commits no commit, and hashes may be long', async () => {
  const { folder, commit } = repository('long', '--object-format=sha256')
  assert.deepEqual(await stateOf(folder), { commit: null, branch: null, origin: null, isShallow: false, changed: { count: 0, first: [] } })
  const head = commit('a', 'a')
  gitIn(folder, 'checkout', '-q', '--detach')
  const state = await stateOf(folder)
  assert.deepEqual(state, { commit: head, branch: null, origin: null, isShallow: false, changed: { count: 0, first: [] } })
  assert.equal(head.length, 64)
})

test('a worktree stands as it is, apart from the one that it belongs to', async () => {
  const { folder, commit } = repository('first')
  commit('a', 'a')
  gitIn(folder, 'worktree', 'add', '-q', '-b', 'other', at('allowed', 'second'))
  const state = await stateOf(at('allowed', 'second'))
  assert.equal(state && 'branch' in state && state.branch, 'other')
})

test('a folder of another repository, a file and what is not there are no trees', async () => {
  const { folder, commit } = repository('above')
  commit('a', 'a')
  mkdirSync(path.join(folder, 'below'))
  assert.deepEqual(
    [...(await trees.states([path.join(folder, 'below'), path.join(folder, 'a'), at('nowhere')])).values()],
    [null, null, null],
  )
  await assert.rejects(trees.gitlinks(path.join(folder, 'below')), /There is no git repository at /)
})

test('what may not be read is told, whether the tree lies there or its git folder does', async () => {
  mkdirSync(at('elsewhere'))
  gitIn(at('elsewhere'), 'init', '-q')
  symlinkSync(at('elsewhere'), at('allowed', 'link'))
  mkdirSync(at('allowed', 'pointer'))
  writeFileSync(at('allowed', 'pointer', '.git'), `gitdir: ${at('elsewhere/.git')}\n`)
  mkdirSync(at('allowed', 'lost'))
  writeFileSync(at('allowed', 'lost', '.git'), 'gitdir: ../gone\n')
  const problem = async (name: string) => {
    const state = await stateOf(at('allowed', name))
    return state && 'problem' in state ? state.problem : ''
  }
  assert.match(await problem('link'), /elsewhere is not below a folder that may be read\.$/)
  assert.match(await problem('pointer'), /elsewhere\/\.git is not below a folder that may be read\.$/)
  assert.match(await problem('lost'), /^The git folder of .*lost is not there\.$/)
})

test('a damaged index is told, and the other trees all the same', async () => {
  const { folder, commit } = repository('damaged')
  commit('a', 'a')
  writeFileSync(path.join(folder, '.git/index'), 'no index')
  const states = await trees.states([folder, at('allowed', 'plain')])
  assert.deepEqual(states.get(folder), { problem: 'git cannot tell what changed in it.' })
  assert.ok(states.get(at('allowed', 'plain')))
})

test('history tells each change of a file with the texts before and after, newest first', async () => {
  const { folder, commit } = repository('history')
  const first = commit('ü x', 'one\n')
  const second = commit('ü x', 'two\n')
  commit('other', 'o')
  const { changes, isWhole } = await trees.history(folder, ['ü x', '*'], 5_000)
  assert.deepEqual(
    changes.map((one) => [one.commit, one.path, one.author]),
    [
      [second, 'ü x', 'Ada'],
      [first, 'ü x', 'Ada'],
    ],
  )
  assert.deepEqual([changes[1]?.before, changes[0]?.before === changes[1]?.after, isWhole], [null, true, true])
  const ids = changes.flatMap(({ after }) => after ?? [])
  assert.deepEqual([...(await trees.texts(folder, ids)).values()], ['two\n', 'one\n'])
  assert.deepEqual(await trees.texts(folder, []), new Map())
})

test('a history that takes too long is told as not whole', async () => {
  const { isWhole } = await trees.history(at('allowed', 'history'), ['ü x'], 1)
  assert.equal(isWhole, false)
})

test('submodules are those of the commit, by their paths', async () => {
  const { folder, commit } = repository('top')
  const inner = repository('inner')
  const pin = inner.commit('a', 'a')
  commit('a', 'a')
  gitIn(folder, 'submodule', '--quiet', 'add', '--', inner.folder, 'below/inner')
  assert.deepEqual(await trees.gitlinks(folder), new Map())
  gitIn(folder, 'commit', '-q', '-m', 'Add inner')
  assert.deepEqual(await trees.gitlinks(folder), new Map([['below/inner', pin]]))
  const state = await stateOf(path.join(folder, 'below/inner'))
  assert.equal(state && 'commit' in state && state.commit, pin)
  assert.equal(existsSync(path.join(folder, '.git/index.lock')), false)
})
