import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import type { Tools } from '../../lib/tools/tools.ts'
import { openBench } from './bench.fixture.ts'
import { run } from './run.ts'

const bench = openBench()
after(bench.close)
const test = (...lines: string[]) =>
  ['import unittest, os, time', 'class A(unittest.TestCase):', ...lines.map((line) => `  ${line}`), ''].join('\n')
const green = bench.repository('green', { 'test_a.py': test('def test_x(self): pass', 'def test_y(self): pass') })

describe('a worker that takes over', () => {
  for (const lost of ['fetch', 'detect', 'prepare', 'test', 'report']) {
    it(`on a machine without the run's folder goes on from “${lost}”`, async () => {
      const before = (step: string, work: string) => {
        if (step !== lost) return
        rmSync(work, { recursive: true, force: true })
        rmSync(`${bench.root}/mirrors`, { recursive: true, force: true })
      }
      const { output, cause, tests } = await bench.run(run, { repo: green }, { before })
      assert.deepEqual([cause, output.summary, tests.length], [null, '2 tests passed, 0 failed', 2])
    })
  }

  it('runs the tests once more when their report is gone, and says so', async () => {
    const { log } = await bench.run(
      run,
      { repo: green },
      { before: (step, work) => void (step === 'report' && rmSync(work, { recursive: true })) },
    )
    assert.match(log, /The report of the tests is not on this machine, so they run once more\.\nCode and environment are made anew/)
  })

  it('does not invent a report that never was', async () => {
    const repo = bench.repository('exits', { 'test_a.py': test('def test_x(self): os._exit(0)') })
    const { output, log } = await bench.run(
      run,
      { repo },
      { before: (step, work) => void (step === 'report' && rmSync(work, { recursive: true })) },
    )
    assert.equal(output.status, 'crashed')
    assert.doesNotMatch(log, /once more/)
  })

  it('says a crash when the tests crash the second time', async () => {
    const mark = `${bench.root}/mark`
    const repo = bench.repository('twice', {
      'test_a.py': test(`def test_x(self):`, `  if os.path.exists("${mark}"): os._exit(0)`, `  open("${mark}", "w").close()`),
    })
    const { output } = await bench.run(
      run,
      { repo },
      { before: (step, work) => void (step === 'report' && rmSync(work, { recursive: true })) },
    )
    assert.equal(output.status, 'crashed')
  })

  it('does not run tests in a tree that an earlier attempt has used', async () => {
    const repo = bench.repository('dirty', {
      'test_a.py': test('def test_x(self):', '  self.assertFalse(os.path.exists("dirt"))', '  open("dirt", "w").close()'),
    })
    const before = (step: string, work: string) => {
      if (step !== 'test') return
      writeFileSync(`${work}/used`, '')
      writeFileSync(`${work}/tree/dirt`, '')
    }
    const { output, log } = await bench.run(run, { repo }, { before })
    assert.equal(output.status, 'success')
    assert.match(log, /Code and environment are made anew/)
  })

  it('ends what the attempt before left running, and says so', async () => {
    let sleeping: Promise<unknown> = Promise.resolve()
    const before = (step: string, work: string) => {
      if (step !== 'test') return
      const argv = ['sleep', '600']
      sleeping = bench.tools.process.run({ argv, cwd: '/', env: { PATH: '/usr/bin:/bin' }, label: work.split('/').at(-1) })
    }
    const { output, log } = await bench.run(run, { repo: green }, { before })
    assert.equal(output.status, 'success')
    assert.match(log, /Processes that an earlier attempt left behind and that were ended: 1\./)
    await sleeping
  })
})

describe('a report', () => {
  const withReport =
    (change: (xml: string) => string) =>
    (tools: Tools): Tools => ({
      ...tools,
      filesystem: {
        ...tools.filesystem,
        readText: async (file, options) =>
          file.endsWith('.xml') ? change(readFileSync(file, 'utf8')) : tools.filesystem.readText(file, options),
      },
    })

  it('that is cut off is a crash, not a smaller number of tests', async () => {
    const { output, cause, tests } = await bench.run(run, { repo: green }, { tools: withReport((xml) => xml.slice(0, -40)) })
    assert.deepEqual([output.status, tests.length], ['crashed', 0])
    assert.match(cause?.message ?? '', /left no complete report/)
  })

  it('of many tests is handed on in parts', async () => {
    const repo = bench.repository('many', {
      'test_a.py': `import unittest\nclass A(unittest.TestCase): pass\nfor n in range(450): setattr(A, f"test_{n}", lambda self: None)\n`,
    })
    const { output, tests } = await bench.run(run, { repo })
    assert.deepEqual([output.summary, tests.length], ['450 tests passed, 0 failed', 450])
  })
})

describe('a machine', () => {
  const withProcess =
    (change: Partial<Tools['process']>) =>
    (tools: Tools): Tools => ({ ...tools, process: { ...tools.process, ...change } })

  it('that can hold all limits is not said to lack any', async () => {
    const holding = withProcess({
      run: async (command, options) => ({ ...(await bench.tools.process.run(command, options)), limitsNotApplied: [] }),
    })
    const { output } = await bench.run(run, { repo: green }, { tools: holding })
    assert.equal(output.isolation, 'Ran as a process on this machine, not isolated.')
  })

  it('whose Python fails is our failure, in a sentence', async () => {
    const failing = (end: { exitCode: number | null; signal: string | null; stderr: string }) =>
      withProcess({
        run: async (command, options) => {
          const finished = await bench.tools.process.run(command, options)
          return command.argv.some((word) => word.endsWith('/read_project.py')) ? { ...finished, ...end } : finished
        },
      })
    const broken = await bench.run(
      run,
      { repo: green },
      { tools: failing({ exitCode: 1, signal: null, stderr: 'a\nImportError: venv\n' }) },
    )
    assert.deepEqual([broken.cause?.code, broken.cause?.message], ['internal', 'read_project.py ended with exit code 1: ImportError: venv'])
    const killed = await bench.run(run, { repo: green }, { tools: failing({ exitCode: null, signal: 'SIGKILL', stderr: '' }) })
    assert.equal(killed.cause?.message, 'read_project.py ended with SIGKILL: ')
  })
})
