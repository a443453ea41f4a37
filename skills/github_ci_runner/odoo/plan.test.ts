import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moduleOf } from './modules.fixture.ts'
import { templateFor } from './plan.ts'

const core = new Map(
  Object.entries({
    base: { depends: [], autoInstall: false },
    web: { depends: ['base'], autoInstall: true },
    mail: { depends: ['web'], autoInstall: false },
    mail_bot: { depends: ['mail', 'base_setup'], autoInstall: ['mail'] },
  }),
)
const ids = { 'addons/a': 'ha', 'addons/b': 'hb', 'addons/c': 'hc', 'addons/glue': 'hg' }

test('the part of the closure that is not tested is installed in the template, its own modules with their content', () => {
  const modules = [moduleOf('a', ['mail']), moduleOf('b', ['a']), moduleOf('c', ['base'])]
  const plan = templateFor({ tested: ['b'], modules, folderIds: ids, core })
  assert.deepEqual(plan?.install.toSorted(), ['a', 'base', 'mail', 'web'])
  assert.deepEqual(
    plan?.modules.find(({ name }) => name === 'a'),
    { name: 'a', hash: 'ha' },
  )
  assert.equal(
    plan?.modules.some(({ name }) => name === 'b' || name === 'c'),
    false,
  )
})

test('what is tested itself is not in the template, with or without a list of Odoo’s own modules', () => {
  for (const list of [core, null]) {
    const plan = templateFor({ tested: ['a'], modules: [moduleOf('a', ['mail'])], folderIds: ids, core: list })
    assert.equal(plan?.install[0], 'base')
    assert.ok(plan?.install.includes('mail'))
    assert.equal(plan?.install.includes('a'), false)
  }
})

test('a tested module that would install itself keeps what triggers it out of the template', () => {
  const glue = moduleOf('glue', ['a', 'mail'], { autoInstall: true })
  const modules = [moduleOf('a', ['mail']), glue]
  const plan = templateFor({ tested: ['glue'], modules, folderIds: ids, core })
  assert.equal(plan?.install.includes('a'), false, 'with a and mail it would install itself')
  assert.ok(plan?.install.includes('mail'))
})

test('where even Odoo’s own modules trigger it there is no template', () => {
  const eager = moduleOf('glue', ['base', 'web'], { autoInstall: ['web'] })
  assert.equal(templateFor({ tested: ['glue'], modules: [eager], folderIds: ids, core }), null)
})

test('a module of the repository that installs itself beside the template belongs to its key', () => {
  const modules = [moduleOf('a', ['mail']), moduleOf('glue', ['mail'], { autoInstall: true })]
  const plan = templateFor({ tested: ['a'], modules, folderIds: ids, core })
  assert.deepEqual(
    plan?.modules.find(({ name }) => name === 'glue'),
    { name: 'glue', hash: 'hg' },
  )
})

test('what Odoo installs by itself may trigger a tested module in turn', () => {
  const glue = moduleOf('glue', ['mail_bot', 'mail'], { autoInstall: true })
  const plan = templateFor({ tested: ['glue'], modules: [glue], folderIds: ids, core })
  assert.equal(plan, null)
})

test('a module that is not installable is no part of it', () => {
  const modules = [moduleOf('a', ['mail']), moduleOf('b', ['mail'], { installable: false, autoInstall: true })]
  assert.equal(
    templateFor({ tested: ['a'], modules, folderIds: ids, core })?.modules.some(({ name }) => name === 'b'),
    false,
  )
})
