import assert from 'node:assert/strict'
import { test } from 'node:test'
import { againstAnswer, againstCall, againstRequest, exampleOf, operationAt } from './description.ts'
import { operations } from './operations.ts'

const asked = (change: Partial<Parameters<typeof againstRequest>[0]> = {}) => ({
  id: 'repos/create-commit-status' as const,
  path: { owner: 'acme', repo: 'crm', sha: 'a'.repeat(40) },
  query: {},
  body: { state: 'success', context: 'devops-agent/ci' },
  ...change,
})

test('an address belongs to one operation, whose parts it names', () => {
  assert.deepEqual(operationAt('POST', '/repos/acme/crm/statuses/abc'), {
    id: 'repos/create-commit-status',
    path: { owner: 'acme', repo: 'crm', sha: 'abc' },
  })
  assert.deepEqual(operationAt('GET', '/repos/acme/crm/commits/release%2F19.0/status')?.path.ref, 'release/19.0')
  assert.deepEqual([operationAt('PUT', '/repos/acme/crm/statuses/abc'), operationAt('GET', '/repos/acme/crm/topics')], [null, null])
})

test('a request is rejected for a word that GitHub does not know, one that is missing, and one that is not described', () => {
  assert.deepEqual(againstRequest(asked()), [])
  assert.match(againstRequest(asked({ body: { state: 'green' } })).join(), /state must be equal to one of the allowed values/)
  assert.match(againstRequest(asked({ body: { context: 'x' } })).join(), /required property 'state'/)
  assert.match(againstRequest(asked({ body: { state: 'success', url: 'x' } })).join(), /body url is not described/)
  assert.match(againstRequest(asked({ query: { per_page: '5' } })).join(), /query per_page is not described/)
  const get = { id: 'pulls/get' as const, body: null }
  assert.match(againstRequest(asked({ ...get, path: { owner: 'a', repo: 'b', pull_number: 'seven' } })).join(), /pull_number.*integer/)
  assert.match(againstRequest(asked({ ...get, path: { owner: 'a', repo: 'b' } })).join(), /path pull_number is missing/)
})

test('an answer is rejected for what is missing, null or undescribed; GitHub may refuse any operation with a message', () => {
  const status = exampleOf('repos/create-commit-status')
  assert.deepEqual(againstAnswer('repos/create-commit-status', 201, status), [])
  assert.match(againstAnswer('repos/create-commit-status', 201, { ...status, state: null }).join(), /state must be string/)
  const { id: _id, ...without } = status
  assert.match(againstAnswer('repos/create-commit-status', 201, without).join(), /required property 'id'/)
  assert.match(againstAnswer('repos/create-commit-status', 202, status).join(), /202 is not described/)
  assert.deepEqual(againstAnswer('repos/create-commit-status', 403, { message: 'Forbidden' }), [])
  assert.match(againstAnswer('repos/create-commit-status', 403, {}).join(), /403 is not described/)
  assert.deepEqual(againstAnswer('repos/delete-webhook', 204, null), [])
})

test("what GitHub's description may be null may be null", () => {
  const status = exampleOf('repos/create-commit-status')
  assert.deepEqual(againstAnswer('repos/create-commit-status', 201, { ...status, avatar_url: null, target_url: '' }), [])
})

test('what is delivered is held against the description of the call', () => {
  assert.match(againstCall('push', { ref: 'refs/heads/main' }).join(), /required property 'after'/)
})

test('every operation that is asked for has an example, unless it answers with nothing', () => {
  const without = operations.filter((id) => Object.keys(exampleOf(id)).length === 0)
  assert.deepEqual(without, ['repos/delete-deploy-key', 'repos/delete-webhook', 'repos/ping-webhook'])
})
