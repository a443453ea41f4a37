import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepsBetween } from './pin-radar.ts'

const manifest = (name: string, version: string, more = '') => ({
  path: `${name}/__manifest__.py`,
  text: `{'name': '${name}', 'version': '${version}'${more}}`,
})
const step = (before: object[], after: object[], changed: string[]) =>
  stepsBetween({ before: before as ReturnType<typeof manifest>[], after: after as ReturnType<typeof manifest>[], changed })

test('modules that came, changed and went are told by name; what did not change is not', () => {
  const before = [manifest('same', '16.0.1.0.0'), manifest('grows', '16.0.1.0.0'), manifest('goes', '16.0.1.0.0')]
  const after = [manifest('same', '16.0.1.0.0'), manifest('grows', '16.0.1.1.0'), manifest('comes', '16.0.1.0.0')]
  const { modules } = step(before, after, ['README.md', 'grows/models/a.py', 'goes/__manifest__.py', 'comes/__manifest__.py'])
  assert.deepEqual(
    modules.map(({ name, change, versionBefore, version }) => [name, change, versionBefore, version]),
    [
      ['comes', 'added', null, '16.0.1.0.0'],
      ['goes', 'removed', '16.0.1.0.0', null],
      ['grows', 'changed', '16.0.1.0.0', '16.0.1.1.0'],
    ],
  )
})

test('what a module needs of other modules, of Python and of programs is told where it is new or gone', () => {
  const before = [manifest('a', '16.0.1.0.0', ", 'depends': ['base', 'sale'], 'external_dependencies': {'python': ['zeep']}")]
  const after = [manifest('a', '16.0.1.0.1', ", 'depends': ['base', 'stock'], 'external_dependencies': {'bin': ['wkhtmltopdf']}")]
  const [found] = step(before, after, ['a/__manifest__.py']).modules
  assert.deepEqual([found?.needs, found?.needsNoMore, found?.wants, found?.wantsNoMore], [['stock'], ['sale'], ['wkhtmltopdf'], ['zeep']])
})

test('of migration scripts those count that Odoo runs: above the old version, up to the new one, compared by numbers', () => {
  const scripts = ['16.0.1.9.0', '16.0.1.10.0', '1.9.5', '16.0.1.11.0', '16.0.2.0.0', '0.0.0', 'later'].map(
    (version) => `a/migrations/${version}/post-migration.py`,
  )
  const changed = [...scripts, 'a/upgrades/1.9.7/pre.py', 'a/migrations/16.0.1.9.9/notes.txt', 'b/migrations/16.0.1.10.0/x.py']
  const [found] = step([manifest('a', '16.0.1.9.0')], [manifest('a', '16.0.1.10.0')], changed).modules
  assert.deepEqual(found?.migrations, ['0.0.0', '1.9.5', '1.9.7', '16.0.1.10.0'])
})

test('a new module has nothing to migrate, and one that moved within its repository is the same', () => {
  const moved = { path: 'addons/a/__manifest__.py', text: manifest('a', '16.0.1.1.0').text }
  const { modules } = step(
    [manifest('a', '16.0.1.0.0')],
    [moved, manifest('b', '16.0.1.0.0')],
    ['a/__manifest__.py', 'addons/a/__manifest__.py', 'addons/a/migrations/16.0.1.1.0/post.py', 'b/migrations/16.0.1.0.0/post.py'],
  )
  assert.deepEqual(
    modules.map(({ name, change, migrations }) => [name, change, migrations]),
    [
      ['a', 'changed', ['16.0.1.1.0']],
      ['b', 'added', []],
    ],
  )
})

test('a manifest that cannot be read is named, and hides no other', () => {
  const found = step(
    [manifest('a', '16.0.1.0.0')],
    [{ path: 'a/__manifest__.py', text: '{' }, manifest('b', '1.0')],
    ['a/__manifest__.py', 'b/x'],
  )
  assert.deepEqual([found.unreadable, found.modules.map(({ name, change }) => [name, change])], [['a'], [['b', 'added']]])
})
