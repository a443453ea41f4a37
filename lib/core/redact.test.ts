import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openRedactor, redacted } from './redact.ts'

// Assembled here, so that no scanner takes this file for a leak.
const joined = (...parts: string[]) => parts.join('')
const shaped = {
  'a GitHub token': joined('ghp_', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6'),
  'a GitLab token': joined('glpat-', 'abcdefghij0123456789'),
  'an AWS access key': joined('AKIA', 'IOSFODNN7EXAMPLE'),
  'a Slack token': joined('xoxb-', '123456789012-abcdef'),
  'a Mailgun key': joined('key-', '0123456789abcdef0123456789abcdef'),
  'an API key': joined('sk-', 'live-0123456789abcdefghij'),
  'a JSON web token': joined('eyJhbGciOiJIUzI1NiJ9', '.', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.', 'dozjgNryP4J3jVmNHl0w5N'),
}

for (const [kind, secret] of Object.entries(shaped)) {
  test(`${kind} is found and masked, whatever stands around it`, () => {
    const { text, find } = openRedactor([])
    assert.equal(find(`before ${secret} after`), kind)
    assert.equal(text(`before ${secret} after`), `before ${redacted} after`)
  })
}

test('the password of a URL is masked, its host and user stay', () => {
  const { text, find } = openRedactor([])
  assert.equal(text('https://op:hunter22@example.org/x.git'), `https://op:${redacted}@example.org/x.git`)
  assert.equal(text('postgresql://odoo:p%40ss@db:5432/prod'), `postgresql://odoo:${redacted}@db:5432/prod`)
  assert.equal(text('https://op:hun@ter@22@example.org/x@2.git'), `https://op:${redacted}@example.org/x@2.git`)
  assert.equal(text('"https://op:hunter22@example.org","a@b"'), `"https://op:${redacted}@example.org","a@b"`)
  assert.equal(find('https://example.org/a:b@c'), null)
  assert.equal(find('git@github.com:acme/odoo.git'), null)
})

test('an authorization header and a private key are masked', () => {
  const { text } = openRedactor([])
  assert.equal(text('Authorization: Bearer abcdef0123456789'), `Authorization: Bearer ${redacted}`)
  assert.equal(text(`x -----BEGIN ${'RSA '}PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- y`), `x ${redacted} y`)
})

test('a known value is masked wherever it stands, and never survives', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6, maxLength: 40 }), fc.string(), fc.string(), (secret, before, after) => {
      const { text } = openRedactor([secret])
      assert.equal(text(`${before}${secret}${after}`).includes(secret), redacted.includes(secret))
    }),
  )
})

test('of two known values the longer is masked first, and a short one is no secret', () => {
  const { text, find } = openRedactor(['secret1', 'secret12345', 'abc'])
  assert.equal(text('secret12345'), redacted)
  assert.equal(text('abc'), 'abc')
  assert.equal(find('x secret1'), 'a secret of the control room')
})

test('every string of a JSON value is masked, and its shape stays', () => {
  const { json } = openRedactor(['hunter2222'])
  assert.deepEqual(json({ a: ['hunter2222', 1, null, true], b: { c: 'x hunter2222' } }), {
    a: [redacted, 1, null, true],
    b: { c: `x ${redacted}` },
  })
})

test('a private key that comes line by line is masked from its first line to its last', () => {
  const mask = openRedactor([]).lines()
  const said = ['before', `-----BEGIN ${'RSA '}PRIVATE KEY-----`, 'MIIEpAIBAAKCAQEA', 'abc', '-----END RSA PRIVATE KEY-----', 'after'].map(
    mask,
  )
  assert.deepEqual(said, ['before', redacted, redacted, redacted, redacted, 'after'])
})

test('what a database cannot keep is replaced: NUL, and half a pair', () => {
  const { text, json } = openRedactor([])
  assert.equal(text('a\0b\ud83d'), 'a\ufffdb\ufffd')
  assert.deepEqual(json({ 'k\0': ['\ud83d'] }), { 'k\ufffd': ['\ufffd'] })
})
