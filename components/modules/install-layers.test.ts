import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OrderRow } from './answers.ts'
import { layersOf, reasonFor } from './install-layers.ts'

const row = (name: string, layer: number, needs: string[], more: Partial<OrderRow> = {}): OrderRow => ({
  name,
  layer,
  needs,
  origin: 'addons',
  path: null,
  version: null,
  isAsked: false,
  ...more,
})

test('modules of Odoo itself have no number, but for one that was asked for', () => {
  const layers = layersOf([
    row('base', 0, [], { origin: 'odoo' }),
    row('crm', 1, ['base'], { origin: 'odoo', isAsked: true }),
    row('mail', 1, ['base'], { origin: 'odoo' }),
    row('x', 2, ['mail']),
  ])
  assert.deepEqual(
    layers.map(({ layer, core, modules }) => [layer, core, modules.map(({ row: { name }, number }) => `${number} ${name}`)]),
    [
      [0, ['base'], []],
      [1, ['mail'], ['1 crm']],
      [2, [], ['2 x']],
    ],
  )
})

test('the reason is what comes last before a module; what is in no layer comes first of all', () => {
  const layers = new Map([
    ['base', 0],
    ['mail', 1],
    ['sale', 2],
  ])
  assert.deepEqual(reasonFor(row('x', 3, ['base', 'sale', 'mail']), layers), { last: ['sale'], others: ['base', 'mail'] })
  assert.deepEqual(reasonFor(row('x', 3, ['sale', 'gone']), layers), { last: ['gone'], others: ['sale'] })
  assert.deepEqual(reasonFor(row('x', 0, []), layers), { last: [], others: [] })
})
