import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiOf, checkAllowed, githubName } from './whose.ts'

test('a repository of GitHub is known by each way to write its address, and no other place is taken for GitHub', () => {
  const crm = { owner: 'acme', repo: 'crm' }
  const same = [
    'https://github.com/acme/crm',
    'https://github.com/acme/crm.git/',
    'https://GitHub.com/acme/crm',
    'git@github.com:acme/crm.git',
    'github.com:acme/crm',
    'ssh://git@github.com:22/acme/crm.git',
  ]
  for (const address of same) assert.deepEqual(githubName(address, 'https://github.com'), crm, address)
  const others = [
    'https://gitlab.com/acme/crm',
    'https://github.com.example/acme/crm',
    'https://example.com/github.com/acme/crm',
    'git@example.com:acme/crm',
    '/srv/github.com/acme/crm',
    'file:///srv/acme/crm',
    'https://github.com/acme',
    'https://github.com/acme/crm/tree/main',
    'https://github.com:8443/acme/crm',
  ]
  for (const address of others) assert.equal(githubName(address, 'https://github.com'), null, address)
})

test("an Enterprise server's repositories are its own, by http at its port and by ssh at any", () => {
  const url = 'http://github.acme.example:8080'
  assert.deepEqual(githubName('http://github.acme.example:8080/acme/crm', url), { owner: 'acme', repo: 'crm' })
  assert.deepEqual(githubName('git@github.acme.example:acme/c.r-m_1.git', url), { owner: 'acme', repo: 'c.r-m_1' })
  assert.equal(githubName('http://github.acme.example/acme/crm', url), null)
  assert.equal(githubName('https://github.com/acme/crm', url), null)
  assert.deepEqual([apiOf(url), apiOf('https://github.com')], [`${url}/api/v3`, 'https://api.github.com'])
})

test('what is not allow-listed is not asked about', () => {
  const name = { owner: 'acme', repo: 'crm' }
  for (const hosts of [['github.com'], ['GitHub.com/acme'], ['github.com/acme/crm/']]) checkAllowed(name, 'https://github.com', hosts)
  for (const hosts of [[], ['gitlab.com'], ['github.com/acm'], ['github.com/acme/cr']])
    assert.throws(() => checkAllowed(name, 'https://github.com', hosts), { code: 'refused', message: /github\.com\/acme are not allowed/ })
})
