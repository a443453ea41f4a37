import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, describe, it } from 'node:test'
import { openBench } from './bench.fixture.ts'
import { run } from './run.ts'

const bench = openBench()
after(bench.close)

/** pytest of the machine's Python, as Debian's python3-pytest brings it. */
function pytestIsHere(): boolean {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import pytest'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const skip = pytestIsHere() || process.env.CI === 'true' ? false : 'python3 has no pytest here: apt-get install python3-pytest'
let count = 0
const tested = (files: Record<string, string>) => bench.run(run, { repo: bench.repository(`p${count++}`, files) })

describe('pytest', { skip }, () => {
  it('is green, with the options of the project and parameters in the names', async () => {
    const { output, cause, tests, log } = await tested({
      'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\n[tool.pytest.ini_options]\naddopts = "--lf -p no:doctest"\n',
      'src/shop/__init__.py': 'total = 3\n',
      'tests/test_a.py':
        'import pytest\nfrom shop import total\n@pytest.mark.parametrize("text", ["x y", "ü", "<&>"])\ndef test_p(text): assert total == 3\n',
    })
    assert.equal(cause, null)
    assert.deepEqual([output.status, output.runner, output.summary], ['success', 'pytest', '3 tests passed, 0 failed'])
    assert.match(String(output.runnerVersion), /^\d+\.\d+/)
    assert.deepEqual(
      tests.map(({ id }) => id),
      ['tests.test_a.test_p[x y]', 'tests.test_a.test_p[\\xfc]', 'tests.test_a.test_p[<&>]'],
    )
    assert.match(log, /run-last-failure/)
  })

  it('is red with the line of each failure', async () => {
    const { output, cause, tests } = await tested({
      'test_a.py': [
        'import pytest',
        '@pytest.fixture',
        'def broken():',
        '  yield 1',
        '  raise OSError("teardown")',
        'def helper(x):',
        '  assert x == 2',
        'def test_red():',
        '  print("seen")',
        '  helper(1)',
        'def test_teardown(broken): assert 0',
        '@pytest.mark.xfail(reason="known")',
        'def test_known(): assert 0',
        '@pytest.mark.xfail(strict=True)',
        'def test_better(): pass',
        '@pytest.mark.skip(reason="later")',
        'def test_later(): pass',
        'def test_exit(): raise SystemExit(0)',
        '',
      ].join('\n'),
    })
    assert.deepEqual(
      tests.map(({ id, status, line, message }) => [id, status, line, message]),
      [
        ['test_a.test_red', 'failed', 7, 'assert 1 == 2'],
        ['test_a.test_teardown', 'failed', 11, 'assert 0'],
        ['test_a.test_teardown (2)', 'error', 5, 'failed on teardown with "OSError: teardown"'],
        ['test_a.test_known', 'skipped', 13, 'expected failure: known'],
        ['test_a.test_better', 'failed', 15, '[XPASS(strict)]'],
        ['test_a.test_later', 'skipped', 17, 'later'],
        ['test_a.test_exit', 'failed', 18, 'SystemExit: 0'],
      ].map(([id, status, line, message]) => [id, status, line === 13 || line === 15 || line === 17 ? Number(line) - 1 : line, message]),
    )
    assert.deepEqual([output.status, cause?.code], ['failure', 'tests_failed'])
  })

  it('says what could not be imported', async () => {
    const { output, cause, tests } = await tested({
      'test_a.py': 'def test_x(): pass\n',
      'test_b.py': 'import pytest\nimport absent_module_of_nobody\n',
    })
    assert.deepEqual([output.status, output.exitCode, tests.length], ['failure', 2, 1])
    assert.match(
      cause?.message ?? '',
      /^1 of 1 test failed\. test_b: ModuleNotFoundError: No module named 'absent_module_of_nobody' \(pytest ran no further test: Interrupted: 1 error during collection\)$/,
    )
    assert.deepEqual([tests[0]?.file, tests[0]?.line], ['test_b.py', 2])
  })

  const notGreen: [string, Record<string, string>, string, RegExp][] = [
    ['without tests', { 'pytest.ini': '[pytest]\n', 'setup.py': '' }, 'no_tests', /pytest found none/],
    [
      'with nothing selected',
      { 'pytest.ini': '[pytest]\naddopts = -k nothing\n', 'test_a.py': 'def test_x(): pass\n' },
      'no_tests',
      /found none/,
    ],
    ['with all skipped', { 'test_a.py': 'import pytest\npytest.skip("not here", allow_module_level=True)\n' }, 'no_tests', /skipped/],
    [
      'with an option that nobody knows',
      { 'pytest.ini': '[pytest]\naddopts = --no-such\n', 'test_a.py': 'def test_x(): pass\n' },
      'crashed',
      /exit code 4 .*unrecognized arguments: --no-such/,
    ],
    [
      'with a broken conftest.py',
      { 'conftest.py': 'raise OSError("at import")\n', 'test_a.py': 'def test_x(): pass\n' },
      'crashed',
      /OSError: at import/,
    ],
    [
      'with a hook that fails',
      { 'conftest.py': 'def pytest_runtest_protocol(item): raise OSError("hook")\n', 'test_a.py': 'def test_x(): pass\n' },
      'crashed',
      /exit code 3.*OSError: hook/,
    ],
    [
      'that leaves by itself',
      { 'test_a.py': 'import pytest\ndef test_x(): pass\ndef test_y(): pytest.exit("enough", 0)\ndef test_z(): assert 0\n' },
      'crashed',
      /stopped before its last test: .*enough/,
    ],
    [
      'that is left in the middle',
      { 'test_a.py': 'import os\ndef test_x(): pass\ndef test_y(): os._exit(0)\n' },
      'crashed',
      /exit code 0 and left no complete report/,
    ],
    [
      'that dies',
      { 'test_a.py': 'import os\ndef test_x(): pass\ndef test_y(): os.abort()\n' },
      'crashed',
      /SIGABRT.*Fatal Python error: Aborted/,
    ],
    [
      'whose exit code contradicts its report',
      { 'conftest.py': 'def pytest_sessionfinish(session): session.exitstatus = 1\n', 'test_a.py': 'def test_x(): pass\n' },
      'crashed',
      /exit code 1, though no test failed/,
    ],
  ]
  for (const [name, files, status, message] of notGreen) {
    it(`${name} is not green`, async () => {
      const { output, cause } = await tested(files)
      assert.equal(output.status, status, JSON.stringify(cause))
      assert.match(cause?.message ?? '', message)
    })
  }
})
