import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failureOf } from './failure.ts'

const address = { url: '/srv/crm', host: '', origin: '', slug: 'crm' }

test('a repository that is damaged is not said to be out of reach', () => {
  const stderr = `remote: aborting due to possible repository corruption on the remote side.
fatal: early EOF
fatal: fetch-pack: invalid index-pack output`
  const { code, message, hint } = failureOf(stderr, address)
  assert.deepEqual([code, message], ['unavailable', 'The repository at /srv/crm is damaged: not everything in it can be read.'])
  assert.match(hint, /git fsck/)
})
