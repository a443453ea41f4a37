import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseMirror, deb822Sources, lineSources } from './mirror.ts'

test('the one-line format is read with its options, and without what is commented out', () => {
  const text = `
# deb http://old.invalid/debian bookworm main
deb [arch=amd64 signed-by=/a/b.gpg] http://mirror.invalid/debian/ bookworm main contrib # ours
deb-src http://mirror.invalid/debian bookworm main
`
  assert.deepEqual(lineSources(text), [{ uri: 'http://mirror.invalid/debian/', suite: 'bookworm', components: ['main', 'contrib'] }])
})

test('the deb822 format is read with comments, folded fields and several values; what is switched off is not there', () => {
  const text = `Types: deb deb-src
# http://old.invalid
URIs: http://mirror.invalid/debian
Suites: bookworm
 bookworm-updates
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc

Types: deb
Enabled: no
URIs: http://other.invalid/debian
Suites: bookworm
Components: main

Types: deb-src
URIs: http://source.invalid/debian
Suites: bookworm
Components: main
`
  assert.deepEqual(deb822Sources(text), [
    { uri: 'http://mirror.invalid/debian', suite: 'bookworm', components: ['main'] },
    { uri: 'http://mirror.invalid/debian', suite: 'bookworm-updates', components: ['main'] },
  ])
})

test('the mirror is the main Debian archive, whatever else uses the names of its suites', () => {
  const source = (uri: string, suite = 'bookworm', component = 'main') => ({ uri, suite, components: [component] })
  const others = [
    source('https://node.invalid/node_20.x'),
    source('http://mirror.invalid/debian-security', 'bookworm-security'),
    source('https://docker.invalid/linux/debian', 'bookworm', 'stable'),
    source('http://archive.invalid/ubuntu', 'noble'),
    source('file:/srv/debian'),
  ]
  assert.equal(chooseMirror([...others, source('http://mirror.invalid/debian/')]), 'http://mirror.invalid/debian')
  assert.equal(chooseMirror([...others, source('http://mirror.invalid/proxy-debian-main')]), 'http://mirror.invalid/proxy-debian-main')
  assert.equal(chooseMirror(others.slice(1)), undefined)
})
