import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moduleOf } from '../../skills/github_ci_runner/odoo/modules.fixture.ts'
import { isUpdated, reachOf } from './impact.ts'

test('a change reaches all that depend on it; what needs a module that is gone has changed', () => {
  const modules = [moduleOf('a', []), moduleOf('b', ['a']), moduleOf('c', ['b']), moduleOf('d', ['gone'])]
  assert.deepEqual(
    reachOf(modules, ({ name }) => name === 'b', []),
    { changed: ['b'], reached: ['b', 'c'] },
  )
  assert.deepEqual(
    reachOf(modules, () => false, ['gone']),
    { changed: ['d'], reached: ['d'] },
  )
  assert.deepEqual(
    reachOf(modules, () => false, []),
    { changed: [], reached: [] },
  )
})

test('what makes a module one to update is what click-odoo-update takes into its checksum', () => {
  const update = ['__manifest__.py', 'models/a.py', 'views/a.xml', 'i18n/fr.po', 'data/static/x.csv', 'README.rst', 'security/tests.csv']
  const not = [
    'a.pyc',
    'models/__pycache__/a.cpython-311.pyc',
    'b.pyo',
    'i18n/m.pot',
    'i18n_extra/m.pot',
    'static/src/a.js',
    'tests/test_a.py',
  ]
  assert.deepEqual(
    update.filter((file) => !isUpdated(file, null)),
    [],
  )
  assert.deepEqual(
    not.filter((file) => isUpdated(file, null)),
    [],
  )
})

test('translations count where the database has their language', () => {
  const of = (languages: string[]) =>
    ['i18n/fr.po', 'i18n/fr_BE.po', 'i18n/de.po', 'i18n_extra/nl.po'].filter((file) => isUpdated(file, languages))
  assert.deepEqual(of(['fr_FR']), ['i18n/fr.po'])
  assert.deepEqual(of(['fr_BE', 'de']), ['i18n/fr.po', 'i18n/fr_BE.po', 'i18n/de.po'])
  assert.deepEqual(of([]), [])
})
