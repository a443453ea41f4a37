import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { labSettings, openBench } from './bench.fixture.ts'
import { run } from './run.ts'

const bench = openBench()
after(bench.close)

const inCase = (...lines: string[]) =>
  ['import unittest, os, sys, time, ctypes', 'class A(unittest.TestCase):', ...lines.map((line) => `  ${line}`), ''].join('\n')
let count = 0
/** Runs a repository with these files. */
const tested = (files: Record<string, string>, options: Parameters<typeof bench.run>[2] = {}) =>
  bench.run(run, { repo: bench.repository(`u${count++}`, files) }, options)

describe('unittest', () => {
  it('is green when every test passed, and nothing is left of the run', async () => {
    const work: string[] = []
    const { output, cause, tests, log, steps } = await tested(
      { 'tests/__init__.py': '', 'tests/test_a.py': inCase('def test_x(self): pass', 'def test_y(self): print("ünï")') },
      { before: (_, folder) => void work.push(folder) },
    )
    assert.equal(cause, null)
    assert.deepEqual([output.status, output.summary, output.reason, output.exitCode], ['success', '2 tests passed, 0 failed', null, 0])
    assert.deepEqual([output.runner, output.tests], ['unittest', { passed: 2, failed: 0, error: 0, skipped: 0 }])
    assert.match(String(output.isolation), /^Ran as a process on this machine, not isolated\./)
    assert.match(String(output.logLinks), /^\/runs\/\w+\?tab=log$/)
    assert.deepEqual(
      tests.map(({ id, line }) => [id, line]),
      [
        ['tests.test_a.A.test_x', 3],
        ['tests.test_a.A.test_y', 4],
      ],
    )
    assert.match(log, /ünï$/m)
    assert.deepEqual(steps, ['resolve', 'fetch', 'detect', 'check', 'prepare', 'test', 'report', 'clean'])
    assert.equal(await bench.tools.filesystem.exists(work[0] ?? ''), false)
  })

  it('is red with the line of each failure: assertions, errors, subtests, setUpClass, imports', async () => {
    const { output, cause, tests } = await tested({
      'test_a.py': inCase(
        'def helper(self):',
        '  self.assertEqual(1, 2)',
        'def test_fail(self):',
        '  self.helper()',
        'def test_raise(self):',
        '  raise ValueError("bad\\nvalue")',
        'def test_sub(self):',
        '  for number in range(3):',
        '    with self.subTest(number=number):',
        '      self.assertEqual(number, 1)',
        '@unittest.skip("no database")',
        'def test_skip(self): pass',
        '@unittest.expectedFailure',
        'def test_known(self): self.fail("known")',
        '@unittest.expectedFailure',
        'def test_better(self): pass',
        'def test_exit(self): sys.exit(0)',
        'def test_ok(self): pass',
      ),
      'test_b.py': `${inCase('@classmethod', 'def setUpClass(cls):', '  raise OSError("no server")', 'def test_x(self): pass')}`,
      'test_c.py': 'import absent_module_of_nobody\n',
      'test_d.py': 'def broken(:\n',
      'test_e.py': 'import sys\nsys.exit(0)\n',
      'test_f.py': 'import unittest\nraise unittest.SkipTest("not here")\n',
      'test_g.py':
        'import unittest\ndef setUpModule():\n  raise OSError("module")\nclass B(unittest.TestCase):\n  def test_x(self): pass\n',
    })
    const shown = Object.fromEntries(tests.map(({ id, status, file, line, message }) => [id, [status, file, line, message]]))
    assert.deepEqual(shown, {
      'test_a.A.test_better': ['failed', 'test_a.py', 17, 'unexpected success'],
      'test_a.A.test_exit': ['error', 'test_a.py', 19, 'SystemExit: 0'],
      'test_a.A.test_fail': ['failed', 'test_a.py', 4, 'AssertionError: 1 != 2'],
      'test_a.A.test_known': ['skipped', 'test_a.py', 15, 'expected failure: AssertionError: known'],
      'test_a.A.test_ok': ['passed', 'test_a.py', 20, null],
      'test_a.A.test_raise': ['error', 'test_a.py', 8, 'ValueError: bad value'],
      'test_a.A.test_skip': ['skipped', 'test_a.py', 13, 'no database'],
      'test_a.A.test_sub (number=0)': ['failed', 'test_a.py', 12, 'AssertionError: 0 != 1'],
      'test_a.A.test_sub (number=2)': ['failed', 'test_a.py', 12, 'AssertionError: 2 != 1'],
      'test_b.A.setUpClass': ['error', 'test_b.py', 5, 'OSError: no server'],
      test_c: ['error', 'test_c.py', 1, "ModuleNotFoundError: No module named 'absent_module_of_nobody'"],
      test_d: ['error', 'test_d.py', 1, 'SyntaxError: invalid syntax'],
      test_e: ['error', 'test_e.py', 2, 'SystemExit: 0'],
      test_f: ['skipped', 'test_f.py', null, 'not here'],
      'test_g.setUpModule': ['error', 'test_g.py', 3, 'OSError: module'],
    })
    assert.deepEqual([output.status, output.summary, cause?.code], ['failure', '1 test passed, 11 failed, 3 skipped', 'tests_failed'])
    assert.match(cause?.message ?? '', /^11 of 15 tests failed\. The first: test_c: ModuleNotFoundError/)
  })

  it('finds tests beside the code, below src, and two modules of one name', async () => {
    const { tests, log } = await tested({
      'src/shop/__init__.py': 'total = 3\n',
      'src/shop/test_inside.py': `from shop import total\n${inCase('def test_x(self): self.assertEqual(total, 3)')}`,
      'tests/test_src.py': `from shop import total\n${inCase('def test_x(self): self.assertEqual(total, 3)')}`,
      'one/tests/__init__.py': '',
      'one/tests/test_same.py': inCase('def test_one(self): pass'),
      'two/tests/__init__.py': '',
      'two/tests/test_same.py': inCase('def test_two(self): pass'),
      'three/__init__.py': 'def load_tests(loader, tests, pattern):\n  return loader.loadTestsFromName("three.test_only.A.test_x")\n',
      'three/test_only.py': inCase('def test_x(self): pass', 'def test_never(self): self.fail()'),
      'tests/test with space.py': 'raise ValueError\n',
      'tests/test\nnewline.py': 'raise ValueError\n',
      '-rf/test_dash.py': inCase('def test_x(self): pass'),
    })
    assert.deepEqual(tests.map(({ id, status }) => `${id} ${status}`).sort(), [
      'shop.test_inside.A.test_x passed',
      'test_dash.A.test_x passed',
      'test_src.A.test_x passed',
      'tests.test_same.A.test_one passed',
      'tests.test_same.A.test_two passed',
      'three.test_only.A.test_x passed',
    ])
    assert.match(log, /Left out, since its name cannot be imported: 'tests\/test\\nnewline.py'/)
  })

  it('runs in an environment of its own, with nothing of the control room', async () => {
    process.env.SEEDED_SECRET = 'hunter2'
    const { log } = await tested({
      'test_a.py': inCase(
        'def test_x(self):',
        '  import tempfile',
        '  print(sorted(os.environ))',
        '  print("TMP", tempfile.gettempdir(), os.environ["HOME"], os.environ["CI"])',
      ),
    })
    delete process.env.SEEDED_SECRET
    assert.doesNotMatch(log, /SEEDED_SECRET|hunter2/)
    assert.match(log, /TMP \S+\/work\/\w+\/tmp \S+\/work\/\w+\/home true/)
  })

  it('that has no test at all, or only skipped ones, is not green', async () => {
    const none = await tested({ 'pyproject.toml': '[project\n' })
    assert.match(none.log, /^pyproject\.toml cannot be read: /m)
    assert.deepEqual(
      [none.output.status, none.cause?.code, none.cause?.message],
      ['no_tests', 'no_tests', 'No test was run: unittest found none.'],
    )
    const skipped = await tested({ 'test_a.py': inCase('@unittest.skip("why")', 'def test_x(self): pass') })
    assert.deepEqual([skipped.output.status, skipped.cause?.message], ['no_tests', 'No test was run: the only one was skipped.'])
  })

  it('prints 50,000 lines, all of which are kept in order', async () => {
    const { output, log } = await tested({
      'test_a.py': inCase('def test_x(self):', '  for number in range(50000): print("line", number)'),
    })
    assert.equal(output.status, 'success')
    const lines = log.split('\n').filter((line) => line.startsWith('line ') || line.endsWith('... line 0'))
    assert.equal(lines.length, 50_000)
    assert.equal(lines.at(-1), 'line 49999')
  })

  it('leaves no process behind', async () => {
    const { output } = await tested({
      'test_a.py': inCase(
        'def test_x(self):',
        '  import subprocess',
        '  subprocess.Popen(["sleep", "600"], start_new_session=True)',
        '  subprocess.Popen(["sleep", "600"], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)',
      ),
    })
    assert.equal(output.status, 'success')
    const id = /\/runs\/(\w+)\?/.exec(String(output.logLinks))?.[1] ?? ''
    assert.notEqual(id, '')
    assert.equal((await bench.tools.process.labels()).includes(id), false)
  })
})

describe('a crash is not red tests', () => {
  const crashes: [string, string, RegExp][] = [
    ['abort', 'os.abort()', /ended by SIGABRT/],
    ['a segmentation fault', 'ctypes.string_at(0)', /ended by SIGSEGV/],
    ['an end in the middle, with exit code 0', 'os._exit(0)', /ended with exit code 0 and left no complete report/],
    ['a signal to itself', 'os.kill(os.getpid(), 15)', /ended by SIGTERM/],
    ['an interrupt', 'raise KeyboardInterrupt', /SIGINT|exit code 130/],
  ]
  for (const [name, statement, message] of crashes) {
    it(name, async () => {
      const { output, cause, tests } = await tested({
        'test_a.py': inCase('def test_a(self): pass', `def test_b(self): ${statement}`, 'def test_c(self): pass'),
      })
      assert.deepEqual([output.status, cause?.code, tests.length], ['crashed', 'crashed', 0])
      assert.match(cause?.message ?? '', message)
      assert.match(cause?.message ?? '', /Its last words: /)
    })
  }

  it('too much processor time', async () => {
    const settings = { limits: { ...labSettings.limits, cpuSeconds: 2 } }
    const { cause } = await tested({ 'test_a.py': inCase('def test_b(self):', '  while True: pass') }, { settings })
    assert.match(cause?.message ?? '', /SIGXCPU: it used up its limit of 2 s of processor time/)
  })

  it('too much memory is an error of the test that took it', async () => {
    const settings = { limits: { ...labSettings.limits, memoryBytes: 400 * 2 ** 20 } }
    const { output, tests } = await tested({ 'test_a.py': inCase('def test_b(self): bytearray(2**30)') }, { settings })
    assert.deepEqual([output.status, tests[0]?.status, tests[0]?.message], ['failure', 'error', 'MemoryError'])
  })

  it('an end that never comes is a timeout, and says where it hung', async () => {
    const { cause, steps } = await tested(
      { 'test_a.py': inCase('def test_hang(self):', '  time.sleep(600)') },
      { settings: { testDeadlineMs: 2500 } },
    )
    assert.equal(cause?.code, 'timeout')
    assert.match(
      cause?.message ?? '',
      /^The tests did not end within 3 s and were stopped\. Their last line: test_hang \(test_a\.A\.test_hang\) \.\.\.$/,
    )
    assert.deepEqual(steps.slice(-2), ['test', 'clean'])
  })

  it('an end that never comes, in silence, is a timeout too', async () => {
    const { cause } = await tested({ 'test_a.py': 'import time\ntime.sleep(600)\n' }, { settings: { testDeadlineMs: 1500 } })
    assert.match(cause?.message ?? '', /Their last line: none$/)
  })

  it('a cancelled run says so', async () => {
    const stop = new AbortController()
    const { cause } = await tested(
      { 'test_a.py': inCase('def test_hang(self):', '  time.sleep(600)') },
      { signal: stop.signal, before: (step) => void (step === 'test' && setTimeout(() => stop.abort(), 800)) },
    )
    assert.equal(cause?.code, 'cancelled')
  })
})
