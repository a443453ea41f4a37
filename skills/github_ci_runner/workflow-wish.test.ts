import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testedIn, workflowChoice } from './workflow-wish.ts'

const sha = 'a'.repeat(40)

test('a workflow of a push has its commit tested, that of a pull request its branch', () => {
  const push = { ref: 'refs/heads/a/b', sha, event: 'push', headRef: '' }
  assert.deepEqual(testedIn(push), { branch: 'a/b', sha })
  assert.deepEqual(testedIn({ ...push, event: 'workflow_dispatch' }), { branch: 'a/b', sha })
  const request = { ref: 'refs/pull/2/merge', sha, event: 'pull_request', headRef: 'topic' }
  assert.deepEqual(testedIn(request), { branch: 'topic', sha: null })
  assert.deepEqual(testedIn({ ...push, event: 'pull_request_target', headRef: 'topic' }), { branch: 'topic', sha: null })
})

test('what is no branch is not tested', () => {
  for (const ref of ['refs/tags/v1', 'refs/pull/2/merge', 'main', ''])
    assert.throws(() => testedIn({ ref, sha, event: 'push', headRef: '' }), {
      code: 'invalid',
      message: /is no branch, and only branches are tested/,
    })
})

test('a workflow chooses what to compare with, and nothing of what is tested', () => {
  assert.deepEqual(workflowChoice.parse({ base: 'main' }), { base: 'main', all: false })
  for (const strange of [{ repo: 'x' }, { sha }, { branch: 'x' }, { fork: false }]) assert.ok(!workflowChoice.safeParse(strange).success)
})
