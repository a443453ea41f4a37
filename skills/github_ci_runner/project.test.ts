import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isPartOf, nothingToTest, type Project, runnerFor } from './project.ts'

const project = (rest: Partial<Project>): Project => ({
  name: '',
  markers: [],
  testFiles: 0,
  pytest: [],
  requirements: [],
  importRoots: ['.'],
  installFor: null,
  notes: [],
  leftOut: [],
  ...rest,
})

describe('the test runner', () => {
  it('is pytest where it is asked for, and says why', () => {
    assert.deepEqual(runnerFor(project({ pytest: ['pytest.ini', 'conftest.py'] })), {
      runner: 'pytest',
      because: 'pytest.ini; conftest.py',
    })
  })
  it('is unittest elsewhere', () => {
    assert.equal(runnerFor(project({})).runner, 'unittest')
  })
})

describe('a tree', () => {
  it('with a sign of Python or with a test can be tested', () => {
    assert.equal(nothingToTest(project({ markers: ['setup.py'] }), 'example'), null)
    assert.equal(nothingToTest(project({ testFiles: 1 }), 'example'), null)
  })
  it('with neither is refused in a sentence', () => {
    const error = nothingToTest(project({}), 'example')
    assert.equal(error?.code, 'no_tests')
    assert.match(error?.message ?? '', /^There is nothing to test in example: no pyproject\.toml/)
  })
})

describe('a tree with Odoo addons', () => {
  it('is a Python project besides when its root says so, and it has tests of its own', () => {
    assert.equal(isPartOf(project({ markers: ['setup.cfg'], testFiles: 1 })), true)
    assert.equal(isPartOf(project({ markers: ['requirements.txt'], testFiles: 1 })), false)
    assert.equal(isPartOf(project({ markers: ['setup.cfg'], testFiles: 0 })), false)
  })
})
