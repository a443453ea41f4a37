import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addonsPathIn, withAddonsPath } from './odoo-conf.ts'

test('an addons path goes on over lines that are indented, and comments are no part of it', () => {
  assert.deepEqual(addonsPathIn('[options]\naddons_path = /a, /b\nworkers = 2\n'), ['/a', '/b'])
  assert.deepEqual(addonsPathIn('[options]\naddons_path:\n  /a,\n  ; off\n  # /x,\n  /b\nworkers = 2\n'), ['/a', '/b'])
  assert.equal(addonsPathIn('[options]\n; addons_path = /a\n'), null)
})

test('a folder is added in the line of the last, and nothing else changes', () => {
  assert.equal(withAddonsPath('; x\naddons_path = /a\nworkers = 2\n', ['/b', '/c']), '; x\naddons_path = /a,/b,/c\nworkers = 2\n')
  assert.equal(
    withAddonsPath('addons_path =\n    /a,\n    /b,\nworkers = 2\n', ['/c']),
    'addons_path =\n    /a,\n    /b,\n    /c\nworkers = 2\n',
  )
  assert.equal(withAddonsPath('addons_path =\n', ['/a']), 'addons_path = /a\n')
})

test('where there is none, or nothing to add, nothing is written', () => {
  assert.equal(withAddonsPath('[options]\n', ['/a']), null)
  assert.equal(withAddonsPath('addons_path = /a\n', []), null)
})
