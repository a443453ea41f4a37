import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { layoutOf } from '../../lib/odoo/graph-layout.ts'
import { reduced, reversed, subgraphOf } from '../../lib/odoo/subgraph.ts'
import { graph } from './graph.ts'
import { catalogueOf, openTrees } from './trees.fixture.ts'

interface Answer {
  rows: { name: string; origin: string; distance: number; column: number; place: number; needs: string[] }[]
  more: number
  text: string
}

let trees: ReturnType<typeof openTrees>
beforeEach(() => {
  trees = openTrees()
  trees.addon('one/a', { depends: ['web'] })
  trees.addon('one/b', { depends: ['a'] })
  trees.addon('one/c', { depends: ['a', 'b'] })
  trees.addon('one/d', { depends: ['c', 'nobody'] })
})
afterEach(() => trees.remove())
const ask = (modules: string[], others: object = {}) => trees.look<Answer>(graph, { modules, addonsPath: [trees.at('one')], ...others })
const distances = ({ rows }: Answer) => Object.fromEntries(rows.map(({ name, distance }) => [name, distance]))

test('what modules need, what needs them, or both, with the steps to it', async () => {
  assert.deepEqual(distances(await ask(['b'])), { b: 0, a: -1, web: -2, base: -3 })
  assert.deepEqual(distances(await ask(['b'], { direction: 'needed_by' })), { b: 0, c: 1, d: 2 })
  assert.deepEqual(distances(await ask(['b'], { direction: 'both', depth: 1 })), { b: 0, a: -1, c: 1 })
})

test('where a module comes from stands at it', async () => {
  const { rows } = await ask(['d'])
  assert.deepEqual(Object.fromEntries(rows.map(({ name, origin }) => [name, origin])), {
    d: 'addons',
    c: 'addons',
    b: 'addons',
    a: 'addons',
    nobody: 'missing',
    web: 'odoo',
    base: 'odoo',
  })
  const { rows: others } = await ask(['d'], { series: '15.0' })
  assert.equal(others.find(({ name }) => name === 'nobody')?.origin, 'unknown', 'of a series that is not known nobody can tell')
})

test('at the limit the nearest stay, and the others are counted', async () => {
  const answer = await ask(['b'], { direction: 'both', limit: 3 })
  assert.deepEqual(distances(answer), { b: 0, a: -1, c: 1 })
  assert.equal(answer.more, 3)
  assert.deepEqual(
    graph.lines?.(graph.output.parse({ ...answer, next: null, series: null, observedAt: '' })).at(-1),
    '+3 more: raise --limit, or name a smaller --depth.',
  )
})

test('reduced, what follows from other dependencies is left out', async () => {
  const needs = async (reduce: boolean) => (await ask(['c'], { reduce })).rows.find(({ name }) => name === 'c')?.needs
  assert.deepEqual([await needs(false), await needs(true)], [['a', 'b'], ['b']])
})

test('as a tree, what stands above is not unfolded again', async () => {
  assert.equal((await ask(['d'], { depth: 3 })).text, 'd\n  c\n    a\n      web\n    b\n      a (above)\n  nobody (missing)')
  assert.equal((await ask(['b'], { direction: 'needed_by' })).text, 'b\nNeeded by:\n  c\n  d (over 1 more)')
})

test('as names they are sorted, without those that were asked for', async () => {
  assert.equal((await ask(['c'], { format: 'names' })).text, 'a\nb\nbase\nweb')
})

test('for Graphviz every module is a node and every dependency an arrow', async () => {
  const { text } = await ask(['c'], { format: 'dot', depth: 1 })
  assert.deepEqual(
    text.split('\n').sort(),
    [
      '  "a" [shape=box]',
      '  "b" -> "a"',
      '  "b" [shape=box]',
      '  "c" -> "a"',
      '  "c" -> "b"',
      '  "c" [shape=box, style=bold]',
      '  rankdir=RL',
      'digraph modules {',
      '}',
    ].sort(),
  )
})

test('as a picture, each has its box and its name, and nothing of a name is markup', async () => {
  trees.addon('one/a<b', { depends: ['web'] })
  const { text } = await ask(['c'], { format: 'svg' })
  assert.equal(text.match(/<rect /g)?.length, 5)
  assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
  assert.ok(!text.includes('a<b'))
})

test('a module that is not there is told, with where it was looked for', async () => {
  await assert.rejects(ask(['nothing']), { code: 'not_found', message: 'There is no module nothing on the addons path.' })
})

test('a module of Odoo itself is of the series that the addons are of', async () => {
  assert.deepEqual(distances(await ask(['web'], { direction: 'needed_by', limit: 2 })).web, 0)
})

test('the repository of a module stands at it, and nothing is added where nothing was left out', async () => {
  trees.write('catalogue.json', catalogueOf({ web: [] }))
  trees.addon('oca/web/web_x', { depends: ['web'] })
  const { rows } = await trees.look<{ rows: { name: string; repository: string | null }[] }>(graph, { modules: ['web_x'] })
  assert.deepEqual(
    rows.slice(0, 2).map(({ name, repository }) => [name, repository]),
    [
      ['web_x', 'web'],
      ['web', null],
    ],
  )
  const answer = await ask(['a'], { depth: 1 })
  assert.deepEqual(graph.lines?.(graph.output.parse({ ...answer, next: null, series: null, observedAt: '' })), ['a\n  web'])
})

test('of a series whose own modules are known by name alone, the trees say what needs a module', async () => {
  assert.deepEqual(distances(await ask(['web'], { direction: 'needed_by', depth: 1, series: '16.0' })), { web: 0, a: 1 })
})

test('every way round a circle ends', () => {
  const needs = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['a']],
    ['d', ['a', 'b']],
  ])
  const needers = reversed(needs)
  const of = (map: ReadonlyMap<string, string[]>) => (name: string) => map.get(name) ?? []
  const found = subgraphOf(['a'], { needsOf: of(needs), neededBy: of(needers), direction: 'both', depth: 0, limit: 100 })
  assert.deepEqual([...found.distances.keys()].sort(), ['a', 'b', 'c', 'd'])
  assert.deepEqual(Object.fromEntries(reduced(needs)), { a: ['b'], b: ['c'], c: ['a'], d: ['a', 'b'] })
  const places = [...layoutOf(needs).values()].map(({ column, place }) => `${column} ${place}`)
  assert.equal(new Set(places).size, 4, 'no two stand on the same place')
})

test('in a drawing what is needed stands left of what needs it, and neighbours near each other', () => {
  const needs = new Map([
    ['base', []],
    ['x', ['base']],
    ['y', ['base']],
    ['over_x', ['x']],
    ['over_y', ['y']],
    ['a_over_y', ['y']],
  ])
  const places = layoutOf(needs)
  for (const [name, all] of needs) for (const need of all) assert.ok((places.get(need)?.column ?? 9) < (places.get(name)?.column ?? 0))
  const rank = (name: string) => places.get(name)?.place ?? -1
  assert.ok(rank('over_x') < Math.min(rank('over_y'), rank('a_over_y')) === rank('x') < rank('y'), 'no line crosses another')
})
