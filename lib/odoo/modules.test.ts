import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readManifest } from './manifest.ts'
import { closureOf, cyclesIn, dependentsOf, type OdooModule } from './modules.ts'

/** `sale: mail web` is a module and what it depends on. */
function modulesOf(...lines: string[]): OdooModule[] {
  return lines.map((line) => {
    const [name = '', depends = ''] = line.split(':')
    const { manifest } = readManifest(`{'depends': ${JSON.stringify(depends.split(' ').filter(Boolean))}}`)
    assert.ok(manifest)
    return { name, path: name, manifest }
  })
}

function closure(names: string[], ...lines: string[]) {
  const known = new Map(modulesOf(...lines).map(({ name, manifest }) => [name, manifest.depends]))
  return closureOf(names, (name) => known.get(name))
}

const tree = ['web:', 'mail: web', 'bus: web', 'sale: mail bus', 'stock: web', 'sale_stock: sale stock', 'other:']

test('a closure is ordered by the longest way to base, then by name', () => {
  const { ordered, unknown, cycles } = closure(['sale_stock'], ...tree)
  assert.deepEqual(ordered, ['base', 'web', 'bus', 'mail', 'stock', 'sale', 'sale_stock'])
  assert.deepEqual([unknown, cycles], [[], []])
  assert.deepEqual(closure(['sale_stock', 'other'], ...tree.toReversed()).ordered, [
    'base',
    'other',
    'web',
    'bus',
    'mail',
    'stock',
    'sale',
    'sale_stock',
  ])
})

test('base is known without being named, and needs nothing, even when it says so', () => {
  assert.deepEqual(closureOf(['a', 'a'], (name) => (name === 'a' ? [] : undefined)).ordered, ['base', 'a'])
  assert.deepEqual(
    closureOf(['base'], () => ['base']),
    { ordered: ['base'], unknown: [], cycles: [] },
  )
  assert.deepEqual(closureOf([], () => []).ordered, [])
})

test('unknown modules are told with each that wants them, and the rest is ordered without them', () => {
  const { ordered, unknown } = closure(['b', 'a', 'gone', 'gone'], 'a: lost base', 'b: a lost')
  assert.deepEqual(ordered, ['base', 'a', 'b'])
  assert.deepEqual(unknown, [
    { name: 'gone', wantedBy: '' },
    { name: 'lost', wantedBy: 'a' },
    { name: 'lost', wantedBy: 'b' },
  ])
})

test('modules in a cycle, and those that wait for it, have no place in the order', () => {
  const { ordered, cycles } = closure(['top', 'free'], 'top: b', 'b: a', 'a: c', 'c: b', 'free:')
  assert.deepEqual(ordered, ['base', 'free'])
  assert.deepEqual(cycles, [['a', 'c', 'b']])
})

test('dependents are found at any distance, with the modules themselves, and a cycle ends', () => {
  assert.deepEqual(dependentsOf(['mail'], modulesOf(...tree)), ['mail', 'sale', 'sale_stock'])
  assert.deepEqual(dependentsOf(['unheard_of'], modulesOf(...tree)), ['unheard_of'])
  assert.deepEqual(dependentsOf(['a'], modulesOf('a: b', 'b: a')), ['a', 'b'])
})

test('each cycle is told once, from its smallest name; of those that share modules the shortest', () => {
  assert.deepEqual(cyclesIn(modulesOf(...tree)), [])
  assert.deepEqual(cyclesIn(modulesOf('z: y', 'y: x', 'x: z', 'self: self', 'b: a', 'a: b c', 'c: a d', 'd: a')), [
    ['a', 'b'],
    ['self'],
    ['x', 'z', 'y'],
  ])
  assert.deepEqual(cyclesIn(modulesOf('base: base', 'q: base')), [])
})

test('a chain of 100,000 modules, and a circle of them, is no deeper than one of three', () => {
  const names = Array.from({ length: 100_000 }, (_, index) => `m${String(index).padStart(6, '0')}`)
  const next = new Map(names.map((name, index) => [name, names[index + 1] ?? 'base']))
  const { ordered, cycles } = closureOf(['m000000'], (name) => [next.get(name) ?? 'base'])
  assert.equal(ordered.length, 100_001)
  assert.deepEqual([ordered.at(1), ordered.at(-1), cycles], ['m099999', 'm000000', []])
  const circle = closureOf(['m000005'], (name) => [next.get(name) === 'base' ? 'm000000' : (next.get(name) ?? 'base')])
  assert.deepEqual([circle.ordered.length, circle.cycles.length, circle.cycles[0]?.length], [0, 1, 100_000])
})

test('a module that everything depends on is no burden', () => {
  const names = Array.from({ length: 100_000 }, (_, index) => `m${index}`)
  const { ordered } = closureOf(['all'], (name) => (name === 'all' ? names : []))
  assert.equal(ordered.length, 100_002)
})
