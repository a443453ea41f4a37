import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf, seriesFrom, seriesList, testArguments, versionProblem } from './series.ts'

const ours = ['19.0.1.0.0', '19.0.2.1.0', '1.0']

test('what is configured wins over the manifests, and those over the branch', () => {
  assert.deepEqual(seriesFrom({ configured: '17.0', branch: '18.0', versions: ours }), {
    series: '17.0',
    because: 'the configuration says 17.0',
  })
  assert.deepEqual(seriesFrom({ branch: '18.0', versions: ours }), { series: '19.0', because: 'the manifests say 19.0' })
  assert.deepEqual(seriesFrom({ branch: '18.0', versions: ['1.0', '1.0.0.0.0'] }), { series: '18.0', because: 'the branch is 18.0' })
})

test('two series in one tree are both named, and the one that most manifests name is taken', () => {
  const { series, because } = seriesFrom({ versions: [...ours, '18.0.1.0.0', '16.0.0.0.1'] })
  assert.equal(series, '19.0')
  assert.equal(because, 'most manifests say 19.0 (2 do, 1 says 18.0, 1 says 16.0)')
  const even = seriesFrom({ versions: ['17.0.1.0.0', '18.0.1.0.0', '17.0.1.0.1', '18.0.1.0.1'] })
  assert.deepEqual(even, { series: '18.0', because: 'the newest that manifests say is 18.0 (2 do, 2 say 17.0)' })
})

test('the branch names a series where a segment of it begins with one', () => {
  const found = (branch: string) => seriesFrom({ configured: null, branch, versions: [] }).series
  assert.deepEqual(['19.0', '18.0-fix', '17.0_x', 'feature/16.0-mig-x'].map(found), ['19.0', '18.0', '17.0', '16.0'])
  assert.deepEqual(['main', 'saas-17.4', 'x-19.0', '19.01', '19.0.1', ''].map(found), [null, null, null, null, null, null])
})

test('a series that is not supported is said so, wherever it stands', () => {
  const only = 'and only 16.0, 17.0, 18.0, 19.0 are supported'
  assert.deepEqual(seriesFrom({ configured: '20', versions: ours }), { series: null, because: `the configuration says 20, ${only}` })
  assert.deepEqual(seriesFrom({ branch: '19.0', versions: ['15.0.1.0.0'] }), { series: null, because: `the manifests say 15.0, ${only}` })
  assert.deepEqual(seriesFrom({ branch: '8.0', versions: [] }), { series: null, because: `the branch is 8.0, ${only}` })
})

test('where nothing names a series it is said what was looked at', () => {
  const start = 'none is configured, no manifest has a version such as 19.0.1.0.0, and'
  assert.equal(seriesFrom({ branch: 'main', versions: ['1.0'] }).because, `${start} the branch main names none`)
  assert.equal(seriesFrom({ branch: null, versions: [] }).because, `${start} no branch names one`)
})

/** Which series refuse each version; those of 19.0 are what Odoo 19.0 itself answers. */
const versions: Record<string, string[]> = {
  '1.0': [],
  '1.2.3': [],
  '1.2.3.4': ['17.0', '18.0', '19.0'],
  '1': ['17.0', '18.0', '19.0'],
  '1.x': ['17.0', '18.0', '19.0'],
  '': ['17.0', '18.0', '19.0'],
  '19.1': [],
  '19.0': ['19.0'],
  '19.0.1': [],
  '19.0.1.0': ['17.0', '18.0'],
  '19.0.1.0.0': ['17.0', '18.0'],
  '19.0.1.0.0.0': ['17.0', '18.0', '19.0'],
  '18.0.1.0.0': ['17.0', '19.0'],
  '17.0': [],
  '17.0.1': ['17.0'],
  '16.0.1.0.0': ['17.0', '18.0', '19.0'],
  'saas~19.0.1': ['17.0', '18.0', '19.0'],
}
test('each series refuses the versions that its Odoo refuses', () => {
  for (const [version, refusing] of Object.entries(versions))
    assert.deepEqual(
      seriesList.filter((series) => versionProblem(version, series)),
      refusing,
      version,
    )
})

test('the message tells a version of another series from one that is none', () => {
  assert.deepEqual(versionProblem('16.0.1.0.0', '17.0'), {
    severity: 'error',
    message: 'The version 16.0.1.0.0 is one for Odoo 16.0: Odoo 17.0 does not install the module.',
  })
  assert.deepEqual(versionProblem('1', '19.0'), {
    severity: 'error',
    message: 'The version 1 is not one that Odoo 19.0 takes: write x.y, x.y.z, 19.0.x.y or 19.0.x.y.z, with numbers.',
  })
})

const wanted = { database: 'ci', install: ['sale', 'stock'], demo: true, addonsPaths: ['/mnt/a', '/mnt/b'] }
const process = ['--stop-after-init', '--workers=0', '--max-cron-threads=0', '--no-database-list', '--http-interface=127.0.0.1']
const first = ['--database=ci', '--addons-path=/mnt/a,/mnt/b', '--init=sale,stock']

test('tests are asked for with their tags, and with a port for those that need the server', () => {
  assert.deepEqual(testArguments('18.0', { ...wanted, testTags: ['/sale', '-slow'] }), [
    ...first,
    '--test-enable',
    '--test-tags=/sale,-slow',
    ...process,
    '--http-port=8069',
  ])
  assert.deepEqual(testArguments('18.0', wanted), [...first, '--test-enable', ...process, '--http-port=8069'])
})

test('without tests no port is opened, and empty lists are left out', () => {
  const { database } = wanted
  assert.deepEqual(testArguments('17.0', { database, install: [], update: ['sale'], testTags: null, demo: true, addonsPaths: [] }), [
    '--database=ci',
    '--update=sale',
    ...process,
    '--no-http',
  ])
})

test('demo data is declined where it is the default, and asked for where it is not', () => {
  const demoWords = (demo: boolean) =>
    seriesList.map((series) =>
      testArguments(series, { ...wanted, demo })
        .filter((word) => word.includes('demo'))
        .join(),
    )
  assert.deepEqual(demoWords(true), ['', '', '', '--with-demo'])
  assert.deepEqual(demoWords(false), ['--without-demo=all', '--without-demo=all', '--without-demo=all', ''])
  assert.deepEqual(
    seriesList.map((series) => factsOf(series).initTestsInstalled),
    [true, true, true, false],
  )
})
