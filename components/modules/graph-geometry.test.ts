import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GraphNode } from './answers.ts'
import { drawingOf, nodeHeight } from './graph-geometry.ts'

const node = (name: string, column: number, place: number, needs: string[] = [], distance = 1): GraphNode => ({
  name,
  column,
  place,
  needs,
  distance,
  origin: 'addons',
  repository: null,
})

test('no two nodes overlap, all are inside, and a column with few stands in the middle', () => {
  const rows = [node('base', 0, 0), ...Array.from({ length: 5 }, (_, place) => node(`m${place}`, 3, place, ['base']))]
  const { nodes, width, height, nodeWidth } = drawingOf(rows)
  for (const { x, y } of nodes) assert.ok(x >= 0 && y >= 0 && x + nodeWidth <= width && y + nodeHeight <= height)
  const places = nodes.filter(({ node: { column } }) => column === 3).map(({ y }) => y)
  for (const [index, y] of places.entries()) assert.ok(index === 0 || y - (places[index - 1] ?? 0) > nodeHeight)
  assert.equal(nodes[0]?.y, places[2])
})

test('a line leads to what is needed as far as that is drawn; those of the focus are near', () => {
  const { lines } = drawingOf([node('a', 0, 0, [], -1), node('b', 1, 0, ['a', 'not_drawn'], 0), node('c', 1, 1, ['a'], 2)])
  assert.deepEqual(
    lines.map(({ from, to, isNear }) => [from, to, isNear]),
    [
      ['b', 'a', true],
      ['c', 'a', false],
    ],
  )
})

test('a long name is cut, and two of a circle are joined round the side', () => {
  const long = 'a_module_with_a_name_that_goes_on_and_on'
  const { nodes, lines } = drawingOf([node(long, 0, 0, ['b']), node('b', 0, 1, [long])])
  assert.match(nodes[0]?.label ?? '', /^a_module.*…$/)
  assert.equal(lines.length, 2)
})
