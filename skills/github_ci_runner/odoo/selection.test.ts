import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moduleOf } from './modules.fixture.ts'
import { select } from './selection.ts'

const modules = [
  moduleOf('a', ['base']),
  moduleOf('b', ['a']),
  moduleOf('c', ['b']),
  moduleOf('d', ['base']),
  moduleOf('old', ['a'], { installable: false }),
]
const before = { 'addons/a': '1', 'addons/b': '1', 'addons/c': '1', 'addons/d': '1', 'addons/old': '1' }
const base = { name: '19.0', sha: 'a1b2c3d4e5', folderIds: before, gone: [] as string[] }
const given = { modules, folderIds: before, base, because: '', all: false }

test('what changed is tested, and all that depends on it; the rest is left out with a reason', () => {
  const selection = select({ ...given, folderIds: { ...before, 'addons/b': '2' } })
  assert.deepEqual(selection.tested, ['b', 'c'])
  assert.deepEqual(selection.leftOut, [
    { name: 'old', reason: 'Its manifest says that it is not installable.' },
    { name: 'a', reason: 'Neither it nor what it depends on changed since 19.0 (a1b2c3d).' },
    { name: 'd', reason: 'Neither it nor what it depends on changed since 19.0 (a1b2c3d).' },
  ])
  assert.equal(selection.sentence, '1 module changed since 19.0 (a1b2c3d), and 1 that depend on it; 3 left out.')
})

test('a module that is new, or whose folder moved, has changed', () => {
  const { 'addons/d': _, ...without } = before
  assert.deepEqual(select({ ...given, base: { ...base, folderIds: without } }).tested, ['d'])
  assert.equal(
    select({ ...given, folderIds: { ...before, 'addons/a': '2', 'addons/d': '2' } }).sentence,
    '2 modules changed since 19.0 (a1b2c3d), and 2 that depend on them; 1 left out.',
  )
})

test('what depends on a module that is gone has changed', () => {
  const orphan = moduleOf('e', ['removed'])
  const ids = { ...before, 'addons/e': '1' }
  const selection = select({
    ...given,
    modules: [...modules, orphan],
    folderIds: ids,
    base: { ...base, folderIds: ids, gone: ['removed'] },
  })
  assert.deepEqual(selection.tested, ['e'])
})

test('everything is tested where nothing can be compared, nothing changed, or all were asked for', () => {
  const everything = ['a', 'b', 'c', 'd']
  for (const [wanted, sentence] of [
    [{ ...given, base: null, because: 'the commit is part of 19.0' }, '4 modules, all that can be installed: the commit is part of 19.0.'],
    [given, '4 modules, all that can be installed: no module changed since 19.0 (a1b2c3d).'],
    [{ ...given, folderIds: { ...before, 'addons/d': '2' }, all: true }, '4 modules, all that can be installed: all were asked for.'],
  ] as const) {
    const selection = select(wanted)
    assert.deepEqual(selection.tested, everything)
    assert.equal(selection.sentence, sentence)
    assert.deepEqual(
      selection.leftOut.map(({ name }) => name),
      ['old'],
    )
  }
})

test('one module alone is said in the singular', () => {
  assert.equal(
    select({ ...given, modules: modules.slice(0, 1), base: null, because: 'why not' }).sentence,
    '1 module, all that can be installed: why not.',
  )
})
