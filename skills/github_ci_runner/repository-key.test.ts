import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repositoryKey, repositoryNamed } from './repository-key.ts'

test('all addresses of one repository have one key', () => {
  for (const address of [
    'https://github.com/acme/crm',
    'https://github.com/Acme/CRM.git',
    'https://someone@github.com/acme/crm.git/',
    'git@github.com:acme/crm.git',
    'github.com:acme/crm',
    'ssh://git@github.com:22/acme/crm.git',
    'git://github.com/acme/crm.git',
  ])
    assert.equal(repositoryKey(address), 'github.com/acme/crm', address)
})

test('a port of http is part of it, and what lies on this machine has none', () => {
  assert.equal(repositoryKey('http://127.0.0.1:8080/acme/crm.git'), '127.0.0.1:8080/acme/crm')
  for (const address of ['/srv/git/crm', 'file:///srv/git/crm', 'https://', '']) assert.equal(repositoryKey(address), null, address)
})

test('a repository of the configuration is meant by its name, its addresses, and as GitHub calls it', () => {
  const known = [
    { name: 'crm', url: 'https://github.com/acme/crm.git' },
    { name: 'local', url: '/srv/git/local' },
    { name: 'acme/shop', url: 'https://github.com/acme/other' },
    { name: 'shop', url: 'https://github.com/acme/shop' },
    { name: 'deep', url: 'https://gitlab.com/some/group/deep' },
  ]
  const named = (asked: string) => repositoryNamed(known, asked)?.name
  for (const asked of ['crm', 'acme/crm', 'Acme/CRM', 'git@github.com:acme/crm.git']) assert.equal(named(asked), 'crm', asked)
  assert.equal(named('/srv/git/local'), 'local')
  assert.equal(named('acme/shop'), 'acme/shop', 'a name comes first')
  for (const asked of ['me/crm', 'crm.git', 'https://gitlab.com/acme/crm', '/srv/git', 'constructor', 'group/deep', ''])
    assert.equal(named(asked), undefined, asked)
})
