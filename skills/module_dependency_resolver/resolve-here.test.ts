import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { OpsError } from '../../lib/core/error.ts'
import type { LookContext } from '../../lib/core/skill.ts'
import { type Resolved, resolve } from './resolve.ts'
import { resolveLines } from './resolve-lines.ts'
import { catalogueOf, openTrees } from './trees.fixture.ts'

let trees: ReturnType<typeof openTrees>
beforeEach(() => {
  trees = openTrees()
  trees.write('catalogue.json', catalogueOf({}))
  trees.addon('ipai/scan', { depends: ['web'], external_dependencies: { python: ['zeep', 'num2words>=0.5'], bin: ['tesseract'] } })
  trees.addon('ipai/desk', { depends: ['scan'] })
})
afterEach(() => trees.remove())

const ask = (input: object, outside: Partial<LookContext> = {}, addons: object = {}) =>
  trees.look<Resolved>(resolve, { modules: ['desk'], ...input }, addons, {}, outside)
const lacking = (answer: Awaited<ReturnType<LookContext['python']['lacking']>>): Partial<LookContext> => ({
  python: { lacking: async () => answer },
})
const installed = (names: string[]): Partial<LookContext> => ({
  databases: { installed: async () => names.map((name) => ({ name, version: null })) },
})
const failing = async () => {
  throw new OpsError('unavailable', 'It does not answer.', 'Wait for it.')
}
const argvs = ({ commands }: Resolved) => commands.map(({ argv }) => argv)

test('only what the Python of Odoo lacks is installed, with that Python', async () => {
  const answer = await ask({}, lacking({ python: [{ name: 'num2words>=0.5', found: '0.4' }], bin: [] }), { python: '/opt/odoo/bin/python' })
  assert.deepEqual(argvs(answer)[0], ['/opt/odoo/bin/python', '-m', 'pip', 'install', '--', 'num2words>=0.5'])
  assert.deepEqual(
    answer.findings.map(({ rule, severity, module, message }) => [rule, severity, module, message]),
    [['python-missing', 'warning', 'scan', 'It needs the Python package num2words>=0.5, which is there as 0.4, which does not do.']],
  )
  assert.equal(resolve.judge?.(answer), null)
  const none = await ask({}, lacking({ python: [], bin: [] }))
  assert.deepEqual([argvs(none).length, none.findings, none.lacking], [1, [], { python: [], bin: [] }])
  assert.ok(!resolveLines(none).some((line) => line.includes('not asked')))
})

test('a program that is missing keeps Odoo from installing what needs it', async () => {
  const answer = await ask({}, lacking({ python: [{ name: 'zeep', found: null }], bin: ['tesseract'] }))
  assert.deepEqual(
    answer.findings.map(({ message }) => message),
    ['It needs the program tesseract, which is not on the PATH.', 'It needs the Python package zeep, which is not installed.'],
  )
  assert.deepEqual(argvs(answer), [['pip', 'install', '--', 'zeep']])
  assert.equal(resolve.judge?.(answer)?.code, 'conflict')
})

test('where nobody was asked, nothing is told as fine', async () => {
  const answer = await ask({})
  assert.deepEqual([answer.lacking, argvs(answer)[0]], [null, ['pip', 'install', '--', 'num2words>=0.5', 'zeep']])
  assert.ok(
    resolveLines(answer).some((line) => line.startsWith('Needs num2words>=0.5, zeep, tesseract. Whether that is there was not asked')),
  )
})

test('what a database has installed is left out of the command, and it is named', async () => {
  const answer = await ask({ database: 'acme', installed: ['mail'] }, installed(['base', 'web', 'scan']))
  assert.deepEqual(argvs(answer).at(-1), ['odoo', '-d', 'acme', '-i', 'desk', '--stop-after-init'])
  assert.equal(answer.isDatabaseAsked, true)
  const unasked = await ask({}, installed(['scan']))
  assert.deepEqual(
    [unasked.isDatabaseAsked, argvs(unasked).at(-1)],
    [false, ['odoo', '-d', 'odoo', '-i', 'scan,desk', '--stop-after-init']],
  )
})

test('what Odoo brings by itself has to be brought by something new', async () => {
  trees.addon('ipai/glue', { depends: ['scan', 'web'], auto_install: true })
  const brought = async (names: string[]) =>
    (await ask({ database: 'acme' }, installed(names))).automatic.filter(({ origin }) => origin === 'addons').map(({ name }) => name)
  assert.deepEqual([await brought(['base', 'web']), await brought(['base', 'web', 'scan'])], [['glue'], []])
})

test('a database or a Python that does not answer is told, and hides nothing', async () => {
  const answer = await ask({ database: 'acme' }, { python: { lacking: failing }, databases: { installed: failing } })
  assert.deepEqual(
    answer.findings.map(({ rule, message }) => [rule, message]),
    [
      ['database-not-asked', 'It does not answer. Wait for it.'],
      ['python-not-asked', 'It does not answer. Wait for it.'],
    ],
  )
  assert.equal(answer.rows.at(-1)?.name, 'desk')
  const broken = async () => {
    throw new TypeError('x')
  }
  await assert.rejects(ask({}, { python: { lacking: broken } }), TypeError)
})

test('a localisation that comes by itself is told with its countries', async () => {
  trees.addon('ipai/scan_ph', { depends: ['scan'], auto_install: true, countries: ['ph', 'SG'] })
  const answer = await ask({})
  assert.deepEqual(answer.automatic.find(({ name }) => name === 'scan_ph')?.countries, ['ph', 'sg'])
  assert.ok(resolveLines(answer).includes('  scan_ph, for companies in PH or SG, since scan is there'))
  const { automatic } = await ask({ modules: ['account'], series: '19.0' })
  assert.deepEqual(automatic.find(({ name }) => name === 'l10n_ae')?.countries, ['ae'])
})
