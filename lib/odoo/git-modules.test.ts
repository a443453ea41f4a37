import assert from 'node:assert/strict'
import { test } from 'node:test'
import { submodulesIn } from './git-modules.ts'

test('submodules are read with their addresses and branches; what is half an entry is passed over', () => {
  const text = [
    '[submodule "oca/web"]',
    '\tpath = oca/web',
    '\turl = https://github.com/OCA/web.git',
    '\tbranch = 18.0',
    '[submodule "a \\"b\\""]',
    '  path = "oca/a \\"b\\""',
    '  URL = ../tools',
    '\tbranch = .',
    '[submodule "half"]',
    '\tpath = half',
  ].join('\n')
  assert.deepEqual(submodulesIn(text), [
    { path: 'oca/web', url: 'https://github.com/OCA/web.git', branch: '18.0' },
    { path: 'oca/a "b"', url: '../tools', branch: null },
  ])
  assert.deepEqual(submodulesIn(''), [])
})
