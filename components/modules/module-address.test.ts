import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ModulesWanted, modulesAddress } from './module-address.ts'

const usual: ModulesWanted = {
  view: 'table',
  text: '',
  state: 'any',
  focus: '',
  range: '',
  depth: 2,
  isTree: false,
  isFit: false,
  after: '',
  environment: '',
}

test('what is as usual is not in the address', () => {
  assert.equal(modulesAddress(usual), '/modules')
})

test('another view keeps the filter, the focus and the environment, and begins at the top', () => {
  const here = { ...usual, text: 'sale x', focus: 'sale_x', after: 'm', environment: 'staging' }
  assert.equal(
    modulesAddress(here, { view: 'graph', depth: 3 }),
    '/modules?view=graph&text=sale%20x&focus=sale_x&depth=3&environment=staging',
  )
  assert.equal(modulesAddress(here, { after: 'z' }), '/modules?text=sale%20x&focus=sale_x&after=z&environment=staging')
})
