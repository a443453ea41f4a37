import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

interface Ended {
  code: number | string | null | undefined
  stdout: string
  stderr: string
}

function door(name: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [`bin/${name}.mjs`, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
  })
}

test('each door says what it takes', async () => {
  for (const name of ['start', 'test']) {
    const { code, stdout, stderr } = await door(name, '--help')
    assert.equal(code, 0)
    assert.equal(stderr, '')
    assert.match(stdout, /npm (start|test)/)
  }
})

for (const [name, args, message] of [
  ['start', ['--bogus'], "Unknown option '--bogus'."],
  ['start', ['somewhere'], "Unexpected argument 'somewhere'."],
  ['start', ['--port', '0'], '--port 0 is not a port.'],
  ['start', ['--port', '65536'], '--port 65536 is not a port.'],
  ['start', ['--port', 'http'], '--port http is not a port.'],
  ['start', ['--data', ''], '--data names no folder.'],
  ['start', ['--data'], "Option '--data <value>' argument missing."],
  ['test', ['everything'], 'There is no tier everything.'],
  ['test', ['verify', 'bench'], 'There is no tier verify bench.'],
  [
    'test',
    ['drill', 'nothing'],
    'No drill is called nothing. There are ci-disk, ci-load, ci-odoo, ci-python, lighthouse, log-stream, mutations, start.',
  ],
  ['test', ['--bogus'], "Unknown option '--bogus'."],
  ['test', ['--only', 'nothing'], 'There is no stage nothing.'],
] as const) {
  test(`npm ${name} ${args.join(' ')} is refused in a sentence, with a hint`, async () => {
    const { code, stdout, stderr } = await door(name, ...args)
    assert.deepEqual({ code, stdout, stderr }, { code: 2, stdout: '', stderr: `${message}\nnpm ${name} -- --help says what there is.\n` })
  })
}

for (const [story, env, said] of [
  ['without npm', { PATH: '' }, ['npm was not found.', 'Install it (on Debian or Ubuntu: apt-get install npm), then try again.']],
  [
    'without a network',
    {
      PATH: process.env.PATH,
      npm_config_registry: 'http://127.0.0.1:1',
      npm_config_fetch_retries: '0',
      npm_config_cache: '/tmp/no-npm-cache',
    },
    ['npm cannot reach its registry (ECONNREFUSED).', 'Check the network, and `npm config get registry`; then try again.'],
  ],
] as const) {
  test(`Node 24 cannot be fetched ${story}: that is said in a sentence, and nothing is left`, async () => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'door-'))
    cpSync('bin', path.join(root, 'bin'), { recursive: true })
    const source = "import { findNode } from './bin/find-node.mjs'; import { refuse } from './bin/door.mjs'; await findNode().catch(refuse)"
    const ended = await new Promise<Ended>((resolve) => {
      execFile(
        process.execPath,
        ['--input-type=module', '-e', source],
        { cwd: root, env: { NODE_ENV: 'test', ...env } },
        (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }),
      )
    })
    assert.equal(ended.code, 1)
    assert.deepEqual(ended.stderr.trim().split('\n').slice(-2), said)
    assert.deepEqual(readdirSync(path.join(root, '.tools')), [])
    rmSync(root, { recursive: true })
  })
}
