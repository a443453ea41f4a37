import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { openProcess } from '../process.ts'
import { openPython } from './interpreter.ts'

const top = mkdtempSync(path.join(tmpdir(), 'python-'))
const venv = path.join(top, 'venv')
const program = path.join(import.meta.dirname, 'lacking.py')
const process = openProcess()
const at = (interpreter: string | null) => openPython({ process, interpreter, program })
const own = at(path.join(venv, 'bin/python'))
const write = (file: string, text: string, mode = 0o644) => {
  mkdirSync(path.dirname(path.join(top, file)), { recursive: true })
  writeFileSync(path.join(top, file), text)
  chmodSync(path.join(top, file), mode)
}

before(async () => {
  const made = await process.run({ argv: ['python3', '-m', 'venv', '--without-pip', venv], cwd: '/', env: { PATH: '/usr/bin:/bin' } })
  assert.equal(made.exitCode, 0, made.stderr)
  const found = await process.run({
    argv: [path.join(venv, 'bin/python'), '-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'],
    cwd: '/',
    env: {},
  })
  const packages = path.relative(top, found.stdout.trim())
  write(`${packages}/num2words-0.5.dist-info/METADATA`, 'Metadata-Version: 2.1\nName: num2words\nVersion: 0.5\n')
  write(`${packages}/own_module/__init__.py`, 'raise SystemExit("it was imported")\n')
  write('venv/bin/own-program', '#!/bin/sh\n', 0o755)
})
after(() => rmSync(top, { recursive: true }))

test('what is a distribution there, what can be imported, and what lies beside the interpreter is not missing', async () => {
  const wanted = {
    python: ['num2words', 'own_module', 'json', 'zeep', 'own_module.part', 'no_module.part', '..'],
    bin: ['own-program', 'sh', 'no-such-program'],
  }
  assert.deepEqual(await own.lacking(wanted), {
    python: ['zeep', 'no_module.part', '..'].map((name) => ({ name, found: null })),
    bin: ['no-such-program'],
  })
})

test('a version that is too old is told, and a marker that does not hold needs nothing, where the library for it is there', async () => {
  const path_ = '/usr/bin/python3'
  const probe = await process.run({
    argv: [path_, '-I', '-c', 'import packaging; import importlib.metadata as m; print(m.version("packaging"))'],
    cwd: '/',
    env: {},
  })
  if (probe.exitCode !== 0) return
  const version = probe.stdout.trim()
  const wanted = { python: ['packaging>=1', 'packaging>=9000', "zeep; sys_platform == 'win32'", 'a b'], bin: [] }
  assert.deepEqual((await at(path_).lacking(wanted))?.python, [
    { name: 'packaging>=9000', found: version },
    { name: 'a b', found: null },
  ])
})

test('nobody is asked where no interpreter is configured, or nothing is needed', async () => {
  assert.equal(await at(null).lacking({ python: ['zeep'], bin: [] }), null)
  assert.deepEqual(await at('/nowhere/python').lacking({ python: [], bin: [] }), { python: [], bin: [] })
})

test('an interpreter that is not there, or is none, or hangs, is told', async () => {
  const wanted = { python: ['zeep'], bin: [] }
  await assert.rejects(at('/nowhere/python').lacking(wanted), { code: 'not_found', message: /The program \/nowhere\/python was not found/ })
  write('broken', '#!/bin/sh\necho "It is broken" >&2\nexit 3\n', 0o755)
  await assert.rejects(at(path.join(top, 'broken')).lacking(wanted), {
    code: 'unavailable',
    message: /did not say what it lacks: It is broken\./,
  })
  write('silent', '#!/bin/sh\nexit 3\n', 0o755)
  await assert.rejects(at(path.join(top, 'silent')).lacking(wanted), { message: /it ended with 3\./ })
  for (const text of ['hello', '{}']) {
    write('other', `#!/bin/sh\necho '${text}'\n`, 0o755)
    await assert.rejects(at(path.join(top, 'other')).lacking(wanted), { code: 'unavailable' })
  }
  write('slow', '#!/bin/sh\nsleep 60\n', 0o755)
  await assert.rejects(at(path.join(top, 'slow')).lacking(wanted, { deadlineMs: 200 }), { code: 'timeout' })
})
