import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockedModules } from './externals.ts'
import { moduleOf } from './modules.fixture.ts'
import { jobWith, stepWith } from './step.fixture.ts'

const core = new Map([['base', { depends: [], autoInstall: false }]])
const modules = [moduleOf('a', ['base']), moduleOf('b', ['elsewhere', 'base']), moduleOf('c', ['b'])]
const asked = (given: typeof core | null) =>
  blockedModules(stepWith({}).step, jobWith({ coreModules: () => given }), { image: 'odoo:19', series: '19.0', modules })

test('a module that depends on one that nobody has cannot be tested, nor can those that depend on it', async () => {
  assert.deepEqual(await asked(core), [
    { name: 'b', reason: 'It depends on elsewhere, neither in the repository nor in Odoo.' },
    { name: 'c', reason: 'It depends on a module that cannot be installed with this image.' },
  ])
})

test('where the modules of Odoo are not known it is left to Odoo to say', async () => {
  assert.deepEqual(await asked(null), [])
})
