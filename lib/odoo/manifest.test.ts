import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manifests } from './manifest.fixture.ts'
import { type Manifest, readManifest } from './manifest.ts'

const complete = "'name': 'X', 'author': 'A', 'license': 'AGPL-3'"

function manifestOf(source: string): Manifest {
  const { manifest } = readManifest(source)
  assert.ok(manifest)
  return manifest
}

/** `severity rule line:column message` of each problem. */
function problemsOf(source: string | Uint8Array): string[] {
  return readManifest(source).problems.map(
    ({ severity, rule, line, column, message }) => `${severity} ${rule} ${line}:${column} ${message}`,
  )
}

test('a manifest that says nothing has the defaults of Odoo', () => {
  assert.deepEqual(manifestOf('{}'), {
    name: '',
    version: '1.0',
    summary: '',
    author: '',
    license: 'LGPL-3',
    category: 'Uncategorized',
    website: '',
    depends: ['base'],
    data: [],
    demo: [],
    installable: true,
    application: false,
    autoInstall: false,
    externalDependencies: { python: [], bin: [] },
    countries: [],
    keys: [],
  })
  assert.deepEqual(problemsOf('\n{}'), [
    'warning manifest-missing 1:1 The manifest has no name: Odoo lists the module without one.',
    'warning manifest-missing 1:1 The manifest has no author: Odoo warns.',
    'warning manifest-missing 1:1 The manifest has no license: Odoo warns, and takes LGPL-3.',
  ])
})

test('a manifest of the community is read in full', () => {
  assert.deepEqual(readManifest(manifests.community ?? ''), {
    manifest: {
      name: 'Sale Margin Report',
      version: '19.0.1.0.0',
      summary: 'Shows the margin of each order line',
      author: 'Example, Community Association',
      license: 'AGPL-3',
      category: 'Sales',
      website: 'https://example.org/sale-reporting',
      depends: ['sale_management', 'sale_margin'],
      data: ['security/ir.model.access.csv', 'views/sale_order_views.xml'],
      demo: ['demo/sale_order.xml'],
      installable: true,
      application: false,
      autoInstall: false,
      externalDependencies: { python: ['openpyxl'], bin: [] },
      countries: [],
      keys: 'name summary version category website author license application installable external_dependencies depends data demo'.split(
        ' ',
      ),
    },
    problems: [],
  })
})

test('manifests of every style are read, and only those with faults have problems', () => {
  const faults = Object.entries(manifests).flatMap(([style, source]) => {
    const { manifest, problems } = readManifest(Buffer.from(source))
    assert.ok(manifest, style)
    return problems.map(({ rule }) => `${style} ${rule}`)
  })
  const deprecated = 'deprecated manifest-deprecated'
  assert.deepEqual(faults, ['scaffold manifest-missing', deprecated, deprecated, deprecated, 'deprecated manifest-duplicate'])
})

test('auto_install is True, a list of triggers, or nothing', () => {
  const read = (value: string) => manifestOf(`{${complete}, 'depends': ['a', 'b'], 'auto_install': ${value}}`).autoInstall
  assert.equal(read('True'), true)
  assert.equal(read('1'), true)
  assert.equal(read('None'), false)
  assert.deepEqual(read("['b']"), ['b'])
  assert.deepEqual(read("{'a'}"), ['a'])
  assert.deepEqual(read('()'), [])
  assert.deepEqual(problemsOf(`{${complete}, 'auto_install': ['web', 'base']}`), [
    'error manifest-auto-install 1:51 auto_install names web, not among what the module depends on.',
  ])
})

test('a key with a type that Odoo stumbles over is an error at the place of the key, and its default stands in', () => {
  const wrong = `{${complete},
  'depends': 'sale',
  'data': ['a.xml', 1],
  'demo': None,
  'installable': 'yes',
  'auto_install': 'True',
  'external_dependencies': {'python': 'requests', 'bin': ['wkhtmltopdf'], 'deb': 7},
}`
  const { manifest } = readManifest(wrong)
  assert.ok(manifest)
  assert.deepEqual([manifest.depends, manifest.data, manifest.demo, manifest.installable], [['base'], ['a.xml'], [], true])
  assert.deepEqual(manifest.externalDependencies, { python: [], bin: ['wkhtmltopdf'] })
  assert.deepEqual(problemsOf(wrong), [
    'error manifest-type 2:3 depends is of type str, and must be a list of strings.',
    'error manifest-type 3:3 data has something of type int in it, and must be a list of strings.',
    'error manifest-type 4:3 demo is of type none, and must be a list of strings.',
    'error manifest-type 5:3 installable is of type str, and must be True or False.',
    'error manifest-type 6:3 auto_install is of type str, and must be a list of strings.',
    'error manifest-type 7:29 external_dependencies: python is of type str, and must be a list of strings.',
  ])
  assert.deepEqual(problemsOf(`{${complete}, 'external_dependencies': ['x']}`), [
    'error manifest-type 1:51 external_dependencies is of type list, and must be a dict with python and bin.',
  ])
})

test('text of another type is a warning, and a number as version is what Python writes for it', () => {
  const source = (version: string) => `{${complete}, 'version': ${version}, 'summary': ['a'], 'website': False, 5: 6}`
  assert.deepEqual(
    ['1.0', '2', '1.5'].map((version) => manifestOf(source(version)).version),
    ['1.0', '2', '1.5'],
  )
  assert.deepEqual(problemsOf(source('1.0')), [
    "warning manifest-type 1:51 version is a number, and should be text: '1.0'. Odoo before 19 stops there.",
    'warning manifest-type 1:67 summary is of type list, and should be text.',
  ])
})

test('empty values count as missing, whatever their type', () => {
  for (const empty of ["''", '[]', '{}', '0', '0.0', '0j', "b''", 'False', 'None'])
    assert.deepEqual(problemsOf(`{'name': 'X', 'author': ${empty}, 'license': 'L'}`), [
      'warning manifest-missing 1:15 The manifest has no author: Odoo warns.',
    ])
  assert.equal(
    problemsOf(`{'name': 'X', 'author': ..., 'license': 'L'}`).join(),
    'warning manifest-type 1:15 author is of type ellipsis, and should be text.',
  )
})

test('deprecated keys with content and keys that are there twice are warnings', () => {
  assert.deepEqual(problemsOf(`{${complete}, 'init_xml': ['a'], 'demo_xml': [], 'active': True,\n'name': 'Y'}`), [
    'warning manifest-deprecated 1:51 The key init_xml is deprecated: its files belong to data.',
    'warning manifest-deprecated 1:86 The key active is not read: auto_install took its place.',
    'warning manifest-duplicate 2:1 The key name is there more than once: only this one counts.',
  ])
})

test('what is no dict, or no literal, has no manifest and one error with its place', () => {
  assert.deepEqual(readManifest('[1]').manifest, null)
  assert.deepEqual(problemsOf('[1]'), ['error manifest-type 1:1 The manifest is of type list, and must be a dict.'])
  assert.deepEqual(problemsOf("{\n'name': _('X')}"), [
    'error manifest-syntax 2:9 The name _ is not a literal: only None, True and False are.',
  ])
})

test('a file that Python reads and Odoo does not, for its coding, is an error', () => {
  const file = (text: string) => Buffer.from(text, 'latin1')
  assert.deepEqual(problemsOf(file(`# coding: latin-1\n{'name': '\xe9', 'author': 'A', 'license': 'L'}`)), [
    'error manifest-encoding 2:11 The manifest is not in UTF-8: Odoo reads no other coding, whatever its first line says.',
  ])
  assert.deepEqual(problemsOf(file(`\xef\xbb\xbf{${complete}}`)), [
    'error manifest-encoding 1:1 The manifest begins with a byte order mark: Odoo does not read it. Save it as UTF-8 without one.',
  ])
  assert.deepEqual(problemsOf(file(`# coding: latin-1\n{${complete}}`)), [])
})
