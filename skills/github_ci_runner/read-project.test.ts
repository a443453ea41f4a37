import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { program } from './command.ts'
import { projectFacts } from './project.ts'
import { environmentFacts } from './requirements.ts'

const root = mkdtempSync(join(tmpdir(), 'read-project-'))
after(() => rmSync(root, { recursive: true, force: true }))
const python = (...words: string[]) => ['-I', '-B', ...words]
let count = 0

function read(files: Record<string, string>, links: Record<string, string> = {}) {
  const tree = join(root, String(count++))
  mkdirSync(tree)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(tree, path))
  return projectFacts.parse(JSON.parse(execFileSync('/usr/bin/python3', python(program('read_project'), tree), { encoding: 'utf8' })))
}

const unittest = 'import unittest\nclass A(unittest.TestCase):\n  def test_x(self): pass\n'

describe('what a project needs', () => {
  const cases: [string, Record<string, string>, string[]][] = [
    [
      'is in pyproject.toml, with the extra for tests',
      {
        'pyproject.toml':
          '[project]\nname = "shop"\ndependencies = ["requests>=2 ; python_version > \'3\'", "six"]\n[project.optional-dependencies]\ntest = ["pytest"]\ndocs = ["sphinx"]\ndev = ["ipython"]\n',
      },
      ["requests>=2 ; python_version > '3'", 'six', 'pytest'],
    ],
    [
      'is in the extra for developing when there is none for tests, without tools that no test imports',
      { 'pyproject.toml': '[project]\nname = "shop"\n[project.optional-dependencies]\ndev = ["black", "mypy>1", "hypothesis"]\n' },
      ['hypothesis'],
    ],
    [
      'is what it runs with, even when that is such a tool',
      { 'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["black"]\n' },
      ['black'],
    ],
    [
      'is in extras that name extras of its own',
      {
        'pyproject.toml':
          '[project]\nname = "My.Shop"\n[project.optional-dependencies]\ntests = ["my-shop[fast]", "pytest"]\nfast = ["orjson"]\n',
      },
      ['pytest', 'orjson'],
    ],
    [
      'is in dependency groups, with those that they include',
      { 'pyproject.toml': '[dependency-groups]\ntest = ["pytest", {include-group = "base"}]\nbase = ["attrs"]\ndev = ["x"]\n' },
      ['pytest', 'attrs'],
    ],
    [
      'is in dependency groups that include each other',
      { 'pyproject.toml': '[dependency-groups]\ntest = [{include-group = "test"}, "a"]\n' },
      ['a'],
    ],
    [
      'is in the notation of Poetry',
      {
        'pyproject.toml':
          '[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\npython = "^3.8"\nrequests = "^2.28"\nsix = "*"\nattrs = {version = "~21.1"}\nlocal = {path = "../x"}\nodd = [1]\n[tool.poetry.group.test.dependencies]\npytest = ">=7,<9"\n',
      },
      ['requests>=2.28', 'six', 'attrs>=21.1', 'odd', 'pytest>=7,<9'],
    ],
    [
      'is in setup.cfg',
      {
        'setup.cfg':
          '[metadata]\nname = shop\n[options]\ninstall_requires =\n  requests  # for http\n  # none\ntests_require = mock\n[options.extras_require]\ntesting =\n  pytest\n  pytest-cov\n',
      },
      ['requests', 'pytest', 'pytest-cov', 'mock'],
    ],
    [
      'is in setup.py, as far as it is literal',
      {
        'setup.py':
          'from setuptools import setup\nx = 1\nsetup(name="shop", version=x, install_requires=["requests"], extras_require={"test": ["pytest"]}, packages=find())\n',
      },
      ['requests', 'pytest'],
    ],
    [
      'is in requirements files and those they include, but for options',
      {
        'requirements.txt':
          '-r requirements/base.txt\n--index-url https://example.test\nrequests==2.0 --hash=sha256:00 \\\n  --hash=sha256:11\n./local\n-e .\n',
        'requirements/base.txt': 'six # why\n-r ../requirements.txt\n',
        'requirements-dev.txt': 'pytest\n',
        'requirements-docs.txt': 'sphinx-rtd\n',
        'dev-requirements.txt': 'attrs\n',
      },
      ['attrs', 'pytest', 'six', 'requests==2.0'],
    ],
    [
      'is in a folder of requirements, or of tests',
      { 'requirements/tests.txt': 'pytest\n', 'requirements/dev.txt': 'x\n', 'tests/requirements.txt': 'attrs\n' },
      ['pytest', 'attrs'],
    ],
    [
      'is an extra of its own',
      { 'setup.cfg': '[metadata]\nname = shop\n[options.extras_require]\nfast = orjson\n', 'requirements.txt': '-e .[fast]\n' },
      ['orjson'],
    ],
    [
      'is at an address',
      { 'requirements.txt': 'git+https://example.test/a.git#egg=thing\nother @ https://example.test/o.whl\n' },
      ['thing @ git+https://example.test/a.git#egg=thing', 'other @ https://example.test/o.whl'],
    ],
    ['is nothing when nothing is said', { 'a.py': '' }, []],
    [
      'is nothing when what is said has another shape',
      { 'pyproject.toml': 'project = 3\ntool = "x"\n[dependency-groups]\ntest = 5\n' },
      [],
    ],
  ]
  for (const [name, files, requirements] of cases) it(name, () => assert.deepEqual(read(files).requirements, requirements))

  it('is never read from outside of the tree', () => {
    writeFileSync(join(root, 'outside.txt'), 'secret-thing\n')
    assert.deepEqual(read({}, { 'requirements.txt': join(root, 'outside.txt') }).requirements, [])
    assert.deepEqual(read({ 'requirements.txt': '-r ../outside.txt\n' }).requirements, [])
  })
})

describe('why pytest is asked for', () => {
  const cases: [string, Record<string, string>, string[]][] = [
    ['pyproject.toml', { 'pyproject.toml': '[tool.pytest.ini_options]\n' }, ['[tool.pytest] in pyproject.toml']],
    ['pytest.ini', { 'pytest.ini': '' }, ['pytest.ini']],
    ['tox.ini', { 'tox.ini': '[pytest]\naddopts = -q\n' }, ['[pytest] in tox.ini']],
    ['setup.cfg', { 'setup.cfg': '[tool:pytest]\n' }, ['[tool:pytest] in setup.cfg']],
    ['a requirement', { 'requirements.txt': 'pytest-cov\n' }, ['pytest is a requirement']],
    ['conftest.py', { 'tests/conftest.py': '' }, ['conftest.py']],
    ['an import', { 'tests/test_a.py': `${unittest}import pytest\n` }, ['import pytest']],
    ['a function', { 'a_test.py': 'async def test_x(): pass\n' }, ["tests outside of unittest's classes"]],
    ['a plain class', { 'test_a.py': 'class TestA:\n  def test_x(self): pass\n' }, ["tests outside of unittest's classes"]],
    ['nothing, with unittest', { 'test_a.py': unittest, 'tox.ini': '[tox]\n' }, []],
    ['nothing, in folders that are left out', { 'venv/conftest.py': '', '.x/conftest.py': '', 'node_modules/conftest.py': '' }, []],
  ]
  for (const [name, files, reasons] of cases) it(name, () => assert.deepEqual(read(files).pytest, reasons))
})

describe('a project', () => {
  it('is known by its files, its tests, and the folders that hold its code', () => {
    const project = read({
      'pyproject.toml': '[project]\nname = "shop"\n[tool.setuptools.packages.find]\nwhere = ["lib"]\n',
      'lib/shop/__init__.py': '',
      'src/x.py': '',
      'tests/test_a.py': unittest,
      'requirements.txt': '',
    })
    assert.deepEqual(
      [project.name, project.markers, project.testFiles, project.importRoots],
      ['shop', ['pyproject.toml', 'requirements.txt'], 1, ['.', 'lib', 'src']],
    )
  })
  it('is installed for its metadata, its commands, its entry points and its compiled modules only', () => {
    const pyproject = '[project]\nname = "shop"\n'
    assert.equal(read({ 'pyproject.toml': pyproject }).installFor, null)
    assert.match(read({ 'pyproject.toml': pyproject, 'a.py': 'from importlib import metadata\n' }).installFor ?? '', /metadata/)
    assert.match(read({ 'pyproject.toml': `${pyproject}[project.scripts]\na = "b:c"\n` }).installFor ?? '', /commands/)
    assert.match(read({ 'pyproject.toml': `${pyproject}[project.entry-points.x]\na = "b:c"\n` }).installFor ?? '', /entry points/)
    assert.match(read({ 'setup.py': 'setup(ext_modules=[Extension()])\n' }).installFor ?? '', /compiled/)
    assert.equal(read({ 'a.py': 'import pkg_resources\n' }).installFor, null)
  })
  it('whose files cannot be read is read as far as that goes, and it is said', () => {
    const project = read({
      'pyproject.toml': '[project\ndependencies = [\n  "requests",\n]\n[tool.pytest.ini_options]\n',
      'setup.cfg': 'no section\n',
      'setup.py': 'def (\n',
    })
    assert.deepEqual(project.requirements, ['requests'])
    assert.equal(project.notes.length, 3)
    assert.match(project.notes.join(' '), /pyproject\.toml cannot be read: .*setup\.cfg cannot be read: .*setup\.py cannot be read\./)
  })
  it('with names that are no text is read all the same', () => {
    const tree = join(root, 'bytes')
    mkdirSync(tree)
    writeFileSync(Buffer.from(`${tree}/test_\xff.py`, 'latin1'), unittest)
    assert.equal(
      projectFacts.parse(JSON.parse(execFileSync('/usr/bin/python3', python(program('read_project'), tree), { encoding: 'utf8' })))
        .testFiles,
      1,
    )
  })
})

describe('what is missing', () => {
  const missing = (...requirements: string[]) =>
    environmentFacts.parse(
      JSON.parse(
        execFileSync('/usr/bin/python3', python(program('missing_requirements')), {
          encoding: 'utf8',
          input: JSON.stringify(requirements),
        }),
      ),
    )
  it('is what is not there, whatever its spelling', () => {
    assert.deepEqual(missing('Nobodys_Module.Of-Ours>1').missing, [{ requirement: 'Nobodys_Module.Of-Ours>1', found: null }])
    assert.match(missing().python, /^3\.\d+\.\d+/)
  })
  it('is not what another Python, or another system, would need', () => {
    assert.deepEqual(missing('nobody; python_version < "3.0"', 'nobody; sys_platform == "win32"').missing, [])
  })
  it('is what cannot be understood', () => {
    assert.equal(missing('???').missing.length, 1)
  })
})
