import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { findAddons } from './addons.ts'
import { rendered } from './findings.ts'
import { type Content, manifest, openTrees } from './tree.fixture.ts'

const trees = openTrees()
after(() => trees.close())

async function find(files: Record<string, Content>, options?: { url: string }) {
  const { step, job, tree, log } = await trees.lay(files, options)
  const addons = await findAddons(step, job, tree)
  return { ...addons, paths: addons.modules.map(({ path }) => path), rendered: addons.findings.map(rendered), log }
}

test('addons are found anywhere, and the folders that hold them are the roots', async () => {
  const found = await find({
    'sale_x/__manifest__.py': manifest({ name: 'Sale X' }),
    'addons/a/__manifest__.py': manifest(),
    'addons/b/__manifest__.py': manifest({ depends: ['a'] }),
    'third/party/deep/c/__manifest__.py': manifest(),
    'docs/readme.md': 'x',
  })
  assert.deepEqual(found.paths, ['addons/a', 'addons/b', 'sale_x', 'third/party/deep/c'])
  assert.deepEqual(found.roots, ['.', 'addons', 'third/party/deep'])
  assert.deepEqual(found.findings, [])
  assert.deepEqual(found.modules[1]?.manifest.depends, ['a'])
  assert.equal(found.sources.get('sale_x/__manifest__.py'), manifest({ name: 'Sale X' }))
})

test('ignored folders, folders in an addon, and skeletons with names to fill in hold no addon', async () => {
  const found = await find({
    'a/__manifest__.py': manifest(),
    'a/tests/b/__manifest__.py': '{',
    '.oca/c/__manifest__.py': '{',
    'node_modules/d/__manifest__.py': '{',
    '{{cookiecutter.name}}/__manifest__.py': '{{',
  })
  assert.deepEqual([found.paths, found.unread, found.findings], [['a'], [], []])
})

test('links are not followed: to an addon that is in the tree anyway nothing is said, to another one a warning', async () => {
  const found = await find({
    'a/__manifest__.py': manifest(),
    'setup/a/odoo/addons/a': { link: '../../../../a' },
    '.oca/b/__manifest__.py': manifest(),
    b: { link: '.oca/b' },
    documents: { link: 'setup' },
  })
  assert.deepEqual([found.paths, found.linked], [['a'], ['b', 'a']])
  assert.deepEqual(found.rendered, [
    'b: warning module-linked: The module b is a link to .oca/b. Links are not followed: it is not tested.',
  ])
})

test('a link that leads out of the tree is an error', async () => {
  const found = await find({ 'a/__manifest__.py': manifest(), 'more/out': { link: '../../..' }, up: { link: '/etc' } })
  assert.deepEqual(found.rendered, [
    'up: error symlink-outside: This link leads out of the repository, to /etc. It is not followed.',
    'more/out: error symlink-outside: This link leads out of the repository, to ../../... It is not followed.',
  ])
})

test('a repository without addons has no findings, whatever else is in it', async () => {
  const found = await find({ 'setup.py': '', up: { link: '/etc' } })
  assert.deepEqual([found.modules, found.findings, found.roots, found.log], [[], [], [], []])
})

test('a repository that is one module has its name, and no roots', async () => {
  const files = { '__manifest__.py': manifest(), 'x/__manifest__.py': manifest() }
  for (const [url, name] of [
    ['https://example.test/acme/sale_x.git', 'sale_x'],
    ['git@example.test:sale_y', 'sale_y'],
    ['/home/ada/sale_z/', 'sale_z'],
  ] as const) {
    const found = await find(files, { url })
    assert.deepEqual([found.modules.map((module) => [module.name, module.path]), found.roots], [[[name, '.']], []])
    assert.deepEqual([...found.sources.keys()], ['__manifest__.py'])
  }
})

test('a manifest that does not parse is told with its place, and the module is known all the same', async () => {
  const found = await find({ 'a/__manifest__.py': '{\n  "name": "A",\n  "depends": [open("x")],\n}\n', 'b/__manifest__.py': manifest() })
  assert.deepEqual([found.paths, found.unread], [['b'], [{ name: 'a', path: 'a' }]])
  assert.match(found.rendered[0] ?? '', /^a\/__manifest__\.py:3:\d+: error manifest-syntax: /)
})

test('bytes of a manifest reach its reader as they are', async () => {
  const found = await find({ 'a/__manifest__.py': Buffer.from('# coding: latin-1\n{"name": "Caf\xe9"}\n', 'latin1') })
  assert.match(found.rendered.join('\n'), /manifest-encoding/)
})

test('what is wrong with the manifest of a module that is not installable is not told', async () => {
  const keys = { installable: false, license: 7, init_xml: ['x'] }
  const dead = await find({ 'a/__manifest__.py': manifest(keys) })
  assert.deepEqual([dead.paths, dead.findings], [['a'], []])
  const alive = await find({ 'a/__manifest__.py': manifest({ ...keys, installable: true }) })
  assert.ok(alive.findings.length > 0)
})

test('names that Odoo passes over, and manifests of Odoo 9, are told', async () => {
  const found = await find({
    'my-module/__manifest__.py': manifest(),
    'über_1/__manifest__.py': manifest(),
    'old/__openerp__.py': '{}',
    [`${'x'.repeat(255)}/__manifest__.py`]: manifest(),
  })
  assert.deepEqual(found.paths, ['x'.repeat(255), 'über_1'])
  assert.deepEqual(found.rendered, [
    'my-module/__manifest__.py: warning module-name: Odoo does not see a module in a folder named my-module. Use letters, digits and underscores.',
    'old/__openerp__.py: warning manifest-too-old: Manifests of this name are for Odoo 9 and older. It is not tested.',
  ])
  const root = await find({ '__openerp__.py': '{}' })
  assert.deepEqual([root.modules, root.rendered.length, root.findings[0]?.file], [[], 1, '__openerp__.py'])
})

test('a manifest that is too large, a folder, or a link out of the tree is not read', async () => {
  const found = await find({
    'a/__manifest__.py': { bytes: 200 * 1024 ** 2 },
    'b/__manifest__.py/x': '',
    'c/__manifest__.py': { link: '/etc/passwd' },
    'd/__manifest__.py': { link: '../e/__manifest__.py' },
    'e/__manifest__.py': manifest(),
  })
  assert.deepEqual(found.paths, ['d', 'e'])
  assert.deepEqual(found.rendered, [
    'a/__manifest__.py: error manifest-unreadable: The manifest has 209715200 bytes and is not read. One has at most 1 MiB, and all together 32 MiB.',
    'b/__manifest__.py: error manifest-unreadable: The manifest is not a regular file of the repository.',
    'c/__manifest__.py: error manifest-unreadable: The manifest is not a regular file of the repository.',
  ])
})

test('names that would forge a line of the log are escaped, and not looked into', async () => {
  const found = await find({
    'a\nb: error\u202e/__manifest__.py': manifest(),
    'more\t/c/__manifest__.py': manifest(),
    'out\r': { link: '/etc/a\nb' },
    'old\n/__openerp__.py': '',
  })
  const told = 'warning module-name: The path of the module has characters that cannot be shown. It is not tested.'
  assert.deepEqual(found.rendered, [
    `a\\nb: error\\u202e/__manifest__.py: ${told}`,
    `more\\t/c/__manifest__.py: ${told}`,
    'old\\n/__openerp__.py: warning manifest-too-old: Manifests of this name are for Odoo 9 and older. It is not tested.',
    'out\\r: error symlink-outside: This link leads out of the repository, to /etc/a\\nb. It is not followed.',
  ])
})

test('the file that says that addons come from elsewhere is named', async () => {
  const cases: [string, string, string | null][] = [
    ['.copier-answers.yml', '_src_path: https://github.com/OCA/oca-addons-repo-template.git\n', '.copier-answers.yml'],
    ['.copier-answers.yml', '_src_path: other\n', null],
    ['oca_dependencies.txt', '# none\n', null],
    ['oca_dependencies.txt', '# some\nqueue\n', 'oca_dependencies.txt'],
    ['.gitmodules', '[submodule "oca/queue"]\n', '.gitmodules'],
    ['requirements.txt', 'requests\nodoo-addon-queue-job\n', 'requirements.txt'],
    ['requirements.txt', 'requests\n', null],
  ]
  for (const [name, text, elsewhere] of cases) assert.equal((await find({ [name]: text })).elsewhere, elsewhere, name)
})

test('the search ends in a tree that is too large, and says so', async () => {
  const { step, job, tree, log } = await trees.lay({ 'a/__manifest__.py': manifest(), 'many/x': '' })
  for (let index = 0; index < 20_000; index++) writeFileSync(`${tree}/many/${index}`, '')
  const told = (findings: { rule: string }[]) => findings.map(({ rule }) => rule)
  const first = await findAddons(step, job, tree)
  assert.deepEqual([first.modules.map(({ path }) => path), told(first.findings), log], [['a'], ['too-many-files'], []])
  const none = await findAddons(step, job, `${tree}/many`)
  assert.deepEqual([none.modules, none.findings, log.length], [[], [], 1])
  assert.match(log[0] ?? '', /more than 20000/)
})

test('a folder that Odoo cannot be told of is an error, not an unknown module', async () => {
  const found = await find({ 'a,b/one/__manifest__.py': manifest(), 'plain/two/__manifest__.py': manifest() })
  assert.equal(found.rendered.length, 1)
  assert.match(found.rendered[0] ?? '', /^a,b: error addons-path: .* has a comma/)
})
