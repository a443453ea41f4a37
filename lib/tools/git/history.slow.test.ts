import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { makeRepository } from './repository.fixture.ts'
import { gitIn } from './servers.fixture.ts'

const { source, first, second, commit, open, remove } = makeRepository()
after(remove)
const git = open()

test('the merge base is the newest commit that both have; without a common one there is none', async () => {
  gitIn(source, 'checkout', '-q', '-b', 'side', first)
  const side = commit('side.py', 'side\n')
  gitIn(source, 'checkout', '-q', '--orphan', 'alone')
  const alone = commit('alone.py', 'alone\n')
  gitIn(source, 'checkout', '-q', 'main')
  await git.resolve(source, {})
  assert.equal(await git.mergeBase(source, side, second), first)
  assert.equal(await git.mergeBase(source, second, second), second)
  assert.equal(await git.mergeBase(source, alone, second), null)
  await assert.rejects(git.mergeBase(source, second, 'e'.repeat(40)), { code: 'not_found', hint: 'Resolve it first.' })
  await assert.rejects(git.mergeBase(source, second, '--all'), { code: 'not_found' })
})

test('a folder has the same id as long as nothing in it changes, whatever changes beside it', async () => {
  const names = ['one', 'größer [a]*', 'deep/er']
  for (const name of names) {
    mkdirSync(path.join(source, name), { recursive: true })
    commit(`${name}/__manifest__.py`, '{}')
  }
  const before = commit('one/a.py', 'a\n')
  const after = commit('one/a.py', 'b\n')
  await git.resolve(source, {})
  const asked = ['.', ...names, 'absent', 'setup.py', 'größer']
  const old = await git.folderIds(source, before, asked)
  const now = await git.folderIds(source, after, asked)
  assert.deepEqual(Object.keys(now).sort(), ['.', ...names].sort())
  assert.notEqual(now['.'], old['.'])
  assert.notEqual(now.one, old.one)
  for (const name of names.slice(1)) assert.equal(now[name], old[name])
  assert.match(now.one ?? '', /^[0-9a-f]{40}$/)
})

test('more folders than fit on a command line are all looked up', async () => {
  const many = Array.from({ length: 1100 }, (_, index) => `none_${index}`)
  await git.resolve(source, {})
  assert.deepEqual(Object.keys(await git.folderIds(source, second, [...many, 'one'])), [])
  const head = (await git.resolve(source, {})).sha
  assert.deepEqual(Object.keys(await git.folderIds(source, head, [...many, 'one'])), ['one'])
})

test('files of a name that are gone from their place are told, also where they were moved', async () => {
  for (const name of ['going', 'moving', 'staying']) mkdirSync(path.join(source, 'mods', name), { recursive: true })
  commit('mods/going/__manifest__.py', '{1: 1}')
  commit('mods/staying/__manifest__.py', '{2: 2}')
  const before = commit('mods/moving/__manifest__.py', '{3: 3}')
  gitIn(source, 'rm', '-q', 'mods/going/__manifest__.py')
  gitIn(source, 'mv', 'mods/moving', 'mods/moved')
  gitIn(source, 'commit', '-q', '-m', 'Move')
  const head = await git.resolve(source, {})
  const removed = await git.removedFiles(source, { from: before, to: head.sha }, '__manifest__.py')
  assert.deepEqual(removed.sort(), ['mods/going/__manifest__.py', 'mods/moving/__manifest__.py'])
  assert.deepEqual(await git.removedFiles(source, { from: before, to: head.sha }, 'setup.py'), [])
})

test('what two commits do not share is told with what became of it', async () => {
  const names = ['keeps', 'chan ges "q"', 'goes', 'größer']
  for (const name of names) commit(`files/${name}`, `${name}\n`)
  await git.resolve(source, {})
  const before = (await git.resolve(source, {})).sha
  commit('files/chan ges "q"', 'other\n')
  gitIn(source, 'mv', 'files/goes', 'files/came')
  gitIn(source, 'rm', '-q', 'files/größer')
  gitIn(source, 'commit', '-q', '-m', 'Change')
  const { sha } = await git.resolve(source, {})
  const found = await git.changedFiles(source, { from: before, to: sha })
  assert.deepEqual(
    found.map(({ path: file, change }) => [file, change]).sort(),
    [
      ['files/came', 'added'],
      ['files/chan ges "q"', 'modified'],
      ['files/goes', 'removed'],
      ['files/größer', 'removed'],
    ].sort(),
  )
  assert.deepEqual(await git.changedFiles(source, { from: sha, to: sha }), [])
  await assert.rejects(git.changedFiles(source, { from: 'e'.repeat(40), to: sha }), { code: 'not_found' })
})

test('all files of a name are read at once, whatever is in them', async () => {
  const texts = {
    'p/one/facts.txt': '',
    'p/two/facts.txt': 'a\n\nb',
    'p/three/facts.txt': `${'0'.repeat(40)} blob 3\nabc\n`,
    'p/not_facts.txt': 'x',
  }
  for (const [file, text] of Object.entries(texts)) commit(file, text)
  commit('p/latin/facts.txt', Buffer.from([0x61, 0xe9, 0x0a]))
  const { sha } = await git.resolve(source, {})
  const found = await git.filesNamed(source, sha, 'facts.txt')
  assert.deepEqual(Object.fromEntries(found.map(({ path: file, text }) => [file, text])), {
    'p/one/facts.txt': '',
    'p/two/facts.txt': 'a\n\nb',
    'p/three/facts.txt': texts['p/three/facts.txt'],
    'p/latin/facts.txt': 'a\ufffd\n',
  })
  assert.deepEqual(await git.filesNamed(source, sha, 'nothing.txt'), [])
})
