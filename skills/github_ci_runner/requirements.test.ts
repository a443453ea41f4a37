import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Project } from './project.ts'
import { neededFor, notInstallable, pipVerdict } from './requirements.ts'

const project = (requirements: string[]): Project => ({
  name: '',
  markers: [],
  testFiles: 1,
  pytest: [],
  requirements,
  importRoots: ['.'],
  installFor: null,
  notes: [],
  leftOut: [],
})

describe('what is needed', () => {
  it('is what the project says, and pytest when it runs the tests and is not named', () => {
    assert.deepEqual(neededFor(project(['requests']), 'unittest'), ['requests'])
    assert.deepEqual(neededFor(project(['requests', 'pytest-cov', 'pytest_mock']), 'pytest'), [
      'requests',
      'pytest-cov',
      'pytest_mock',
      'pytest',
    ])
    for (const named of ['pytest', 'PyTest>=7', 'pytest [x]', 'pytest; python_version > "3"'])
      assert.deepEqual(neededFor(project([named]), 'pytest'), [named])
  })
})

describe('what cannot be installed', () => {
  it('is named in one sentence, with the version that is there and what pip said', () => {
    const error = notInstallable('example', [{ requirement: 'requests>=99', found: '2.28.1' }], 'pip: no network')
    assert.equal(error.message, 'A requirement of example could not be installed: requests>=99 (2.28.1 is here). pip: no network')
    assert.equal(error.code, 'unavailable')
    assert.match(error.hint, /index/)
  })
  it('is counted when there is much of it', () => {
    const missing = Array.from({ length: 10 }, (_, index) => ({ requirement: index === 0 ? 'x'.repeat(100) : `p${index}`, found: null }))
    const { message } = notInstallable('example', missing, '')
    assert.match(message, /^10 requirements of example could not be installed: x{80}…, p1, .* p7 and 2 more\.$/)
  })
})

describe('what pip says', () => {
  const cases: [string, string, string][] = [
    [
      'is its last error',
      'ERROR: first\nERROR: No matching distribution found for x\n[notice] new pip\n',
      'pip: No matching distribution found for x',
    ],
    ['may be an error of a build', 'error: metadata-generation-failed\n hint\n', 'pip: metadata-generation-failed'],
    ['is its last line when there is no error', 'python: No module named pip\n\n', 'pip: python: No module named pip'],
    ['may be nothing', ' \n', ''],
  ]
  for (const [name, output, expected] of cases) it(name, () => assert.equal(pipVerdict(output), expected))
})
