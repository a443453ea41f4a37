import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AskContext } from '../../lib/core/skill.ts'
import { jobWith } from '../github_ci_runner/odoo/step.fixture.ts'
import { settings } from './settings.ts'
import { called } from './shapes.ts'

test('settings are told as they are configured, repositories with their series where one is set', async () => {
  const configured = [{ key: 'mode', value: 'ci_guard', line: 4 }]
  const repositories = { crm: { url: '/r/crm', branch: '19.0', series: '19.0' }, shop: { url: '/r/shop', branch: 'main' } }
  const context = { settings: { ...jobWith().settings, configured, repositories } }
  const answer = settings.output.parse(await settings.answer(context as unknown as AskContext, {}))
  assert.deepEqual(answer.rows, configured)
  assert.deepEqual(
    answer.repositories.map(({ name, series }) => [name, series]),
    [
      ['crm', '19.0'],
      ['shop', null],
    ],
  )
})

test('a role is called with its article', () => {
  assert.deepEqual((['viewer', 'developer', 'operator', 'admin'] as const).map(called), [
    'a Viewer',
    'a Developer',
    'an Operator',
    'an Admin',
  ])
})
