import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GraphNode } from './answers.ts'
import { treeLines } from './tree-lines.ts'

const node = (name: string, distance: number, needs: string[]): GraphNode => ({
  name,
  distance,
  needs,
  column: 0,
  place: 0,
  origin: 'addons',
  repository: null,
})
const rows = [
  node('focus', 0, ['mail', 'web']),
  node('mail', -1, ['base']),
  node('web', -1, ['base']),
  node('base', -2, []),
  node('user', 1, ['focus', 'web']),
  node('last', 2, ['user']),
]
const shown = (way: 'needs' | 'needed_by') =>
  treeLines(rows, way).map(({ node: { name }, level, isRepeated }) => `${' '.repeat(level)}${name}${isRepeated ? ' again' : ''}`)

test('what is needed stands below what needs it, and is unfolded once', () => {
  assert.deepEqual(shown('needs'), [' mail', '  base', ' web', '  base again'])
})

test('what needs it stands below it, without what is beside the way', () => {
  assert.deepEqual(shown('needed_by'), [' user', '  last'])
})

test('a circle ends where it began', () => {
  const circle = [node('a', 0, ['b']), node('b', -1, ['c']), node('c', -2, ['a', 'b'])]
  assert.deepEqual(
    treeLines(circle, 'needs').map(({ node: { name }, isRepeated }) => [name, isRepeated]),
    [
      ['b', false],
      ['c', false],
      ['b', true],
    ],
  )
})
