import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImpactRow } from './answers.ts'
import { impactBadge, impactText } from './impact-words.ts'

const row: ImpactRow = {
  name: 'a',
  path: 'a',
  change: 'changed',
  files: 2,
  needsUpdate: true,
  version: '19.0.1.1.0',
  versionBefore: '19.0.1.0.0',
  needsBump: false,
}

test('a word says what is to be done about a module', () => {
  const words = [row, { ...row, needsUpdate: false }, ...(['added', 'removed', 'reached'] as const).map((change) => ({ ...row, change }))]
  assert.deepEqual(
    words.map((one) => impactBadge(one).word),
    ['Update', 'Restart', 'New', 'Gone', 'Reached'],
  )
})

test('what changed is told with the step of the version, where it made one', () => {
  assert.equal(impactText(row), '2 files changed, 19.0.1.0.0 to 19.0.1.1.0')
  assert.equal(impactText({ ...row, files: 1, version: '19.0.1.0.0' }), '1 file changed, 19.0.1.0.0')
  assert.equal(impactText({ ...row, change: 'added', versionBefore: null }), '2 files changed, 19.0.1.1.0')
  assert.equal(impactText({ ...row, files: 0 }), 'needs a module that is gone, 19.0.1.0.0 to 19.0.1.1.0')
  assert.equal(impactText({ ...row, change: 'removed' }), 'uninstall it first where it is installed')
  assert.equal(impactText({ ...row, change: 'reached' }), 'depends on what changed')
})
