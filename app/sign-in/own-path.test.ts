import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownPath } from './own-path.ts'

test('only paths of this site are followed', () => {
  for (const path of ['/', '/ci', '/runs/8f1?tab=log#L12']) assert.equal(ownPath(path), path)
  for (const path of [
    '',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil',
    '/a\n',
    'ci',
    '///evil',
  ])
    assert.equal(ownPath(path), '/')
})
