import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, describe, it } from 'node:test'
import { openBench } from './bench.fixture.ts'
import { run } from './run.ts'

const bench = openBench()
after(bench.close)

const green = 'import unittest\nclass A(unittest.TestCase):\n  def test_x(self): import nobodys_module_of_ours\n'

/** A wheel that pip installs without any index. */
function wheel(): string {
  const file = `${bench.root}/nobodys_module_of_ours-1.0-py3-none-any.whl`
  const program = [
    'import sys, zipfile',
    'name = "nobodys_module_of_ours"',
    'with zipfile.ZipFile(sys.argv[1], "w") as z:',
    '  z.writestr(name + ".py", "")',
    '  z.writestr(name + "-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: " + name + "\\nVersion: 1.0\\n")',
    '  z.writestr(name + "-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")',
    '  z.writestr(name + "-1.0.dist-info/RECORD", "")',
  ].join('\n')
  execFileSync('/usr/bin/python3', ['-c', program, file])
  return file
}

const skip = hasPip() || process.env.CI === 'true' ? false : 'python3 has no pip here: apt-get install python3-pip'

function hasPip(): boolean {
  try {
    execFileSync('/usr/bin/python3', ['-m', 'pip', '--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('requirements', { skip }, () => {
  it('that are missing are installed into the run, not into the machine', async () => {
    const repo = bench.repository('wheel', { 'requirements.txt': `nobodys_module_of_ours @ file://${wheel()}\n`, 'test_a.py': green })
    const { output, cause, log } = await bench.run(run, { repo })
    assert.deepEqual([cause, output.status], [null, 'success'])
    assert.match(log, /1 requirements, 1 of them missing\.\nInstalling nobodys_module_of_ours/)
    assert.throws(() => execFileSync('/usr/bin/python3', ['-c', 'import nobodys_module_of_ours'], { stdio: 'ignore' }))
  })

  it('that cannot be had are our failure, and are named', async () => {
    const repo = bench.repository('absent', { 'requirements.txt': 'nobodys-module-of-ours-at-all>=3\npip>=9999\n', 'test_a.py': green })
    const { cause, steps } = await bench.run(run, { repo })
    assert.equal(cause?.code, 'unavailable')
    assert.match(
      cause?.message ?? '',
      /^2 requirements of .*absent could not be installed: nobodys-module-of-ours-at-all>=3, pip>=9999 \([\d.]+ is here\)\. pip: /,
    )
    assert.match(cause?.hint ?? '', /network or a package index/)
    assert.deepEqual(steps, ['resolve', 'fetch', 'detect', 'check', 'prepare', 'clean'])
  })

  it('that pip takes for installed and that still do not do are our failure too', async () => {
    const other = `nobodys_other_name @ file://${wheel()}`
    const { cause } = await bench.run(run, { repo: bench.repository('other', { 'requirements.txt': `${other}\n`, 'test_a.py': green }) })
    assert.equal(cause?.code, 'unavailable')
  })

  it('of the metadata bring the project itself, as well as that goes', async () => {
    const reads =
      'import unittest\nfrom importlib import metadata\nclass A(unittest.TestCase):\n  def test_x(self): self.assertIn("shop", [d.metadata["Name"] for d in metadata.distributions()])\n'
    const backend = [
      'import zipfile',
      'def build_editable(folder, config_settings=None, metadata_directory=None):',
      '  with zipfile.ZipFile(folder + "/shop-1.0-py3-none-any.whl", "w") as z:',
      '    z.writestr("shop-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: shop\\nVersion: 1.0\\n")',
      '    z.writestr("shop-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")',
      '    z.writestr("shop-1.0.dist-info/RECORD", "")',
      '  return "shop-1.0-py3-none-any.whl"',
    ].join('\n')
    const project = (name: string) =>
      `[project]\nname = "shop"\nversion = "1.0"\n[build-system]\nrequires = []\nbuild-backend = "${name}"\nbackend-path = ["."]\n`
    const installed = await bench.run(run, {
      repo: bench.repository('meta', { 'pyproject.toml': project('backend'), 'backend.py': backend, 'test_a.py': reads }),
    })
    assert.deepEqual([installed.cause, installed.output.status], [null, 'success'], installed.log)
    const without = await bench.run(run, { repo: bench.repository('meta2', { 'pyproject.toml': project('absent'), 'test_a.py': reads }) })
    assert.equal(without.output.status, 'failure')
    assert.match(without.log, /The project itself was not installed \(pip: exit code \d\): its code is found on PYTHONPATH\./)
  })
})
