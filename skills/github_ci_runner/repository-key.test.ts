import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repositoryKey } from './repository-key.ts'

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
