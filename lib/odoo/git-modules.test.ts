import assert from 'node:assert/strict'
import { test } from 'node:test'
import { submodulesIn, withoutSecret } from './git-modules.ts'

test('submodules are read with their addresses and branches; what has no path is passed over', () => {
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
    '[submodule "nowhere"]',
    '\turl = ../nowhere',
  ].join('\n')
  assert.deepEqual(submodulesIn(text), [
    { path: 'oca/web', url: 'https://github.com/OCA/web.git', branch: '18.0' },
    { path: 'oca/a "b"', url: '../tools', branch: null },
    { path: 'half', url: null, branch: null },
  ])
  assert.deepEqual(submodulesIn(''), [])
})

test('what somebody has written into an address to get in is no part of what is told', () => {
  assert.equal(withoutSecret('https://ada:hunter2@host/acme/crm'), 'https://host/acme/crm')
  assert.equal(withoutSecret('ssh://git:hunter2@host/acme/crm'), 'ssh://git@host/acme/crm')
  assert.equal(withoutSecret('git@host:acme/crm'), 'git@host:acme/crm')
  assert.equal(withoutSecret('https://ada:hun@ter2@host/acme/crm@2'), 'https://host/acme/crm@2')
  assert.equal(withoutSecret('git+https://hunter2@host/acme/crm'), 'git+https://host/acme/crm')
})
