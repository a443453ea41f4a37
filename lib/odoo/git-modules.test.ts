import assert from 'node:assert/strict'
import { test } from 'node:test'
import { submodulesIn, withoutSecret } from './git-modules.ts'

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

test('what somebody has written into an address to get in is no part of what is told', () => {
  assert.equal(withoutSecret('https://ada:hunter2@host/acme/crm'), 'https://host/acme/crm')
  assert.equal(withoutSecret('ssh://git:hunter2@host/acme/crm'), 'ssh://git@host/acme/crm')
  assert.equal(withoutSecret('git@host:acme/crm'), 'git@host:acme/crm')
})
