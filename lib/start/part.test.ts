import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { until } from '../../test/until.ts'
import { keepRunning } from './part.ts'
import { isAlive, startedAt } from './process-identity.ts'

const forever = 'setInterval(() => {}, 1000)'

function run(source: string, args: string[] = []) {
  const said: string[] = []
  const launched: number[] = []
  const part = keepRunning({
    name: 'part',
    args: [...args, '-e', source],
    cwd: process.cwd(),
    env: process.env,
    say: (line) => void said.push(line),
    onLaunch: (pid) => void launched.push(pid),
  })
  return { part, said, launched }
}

test('a part that is killed is noticed and started again within a second, and said', async () => {
  const { part, said, launched } = run(forever)
  const first = part.pid ?? 0
  process.kill(first, 'SIGKILL')
  await until(
    () => said.length === 1,
    1000,
    () => 'it was not noticed',
  )
  assert.deepEqual(said, ['part ended by SIGKILL; started again, 1st time in 5 min'])
  assert.notEqual(part.pid, first)
  assert.deepEqual(launched, [first, part.pid])
  await part.stop(5000)
})

test('a part that cannot stay up is said each time, ever more slowly', async () => {
  const { part, said } = run('process.exit(3)')
  await until(
    () => said.length === 2,
    5000,
    () => said.join('\n'),
  )
  assert.deepEqual(said, [
    'part ended with exit code 3; started again, 1st time in 5 min',
    'part ended with exit code 3; started again, 2nd time in 5 min',
  ])
  await part.stop(5000)
})

test('a part that is replaced is said by the reason', async () => {
  const { part, said } = run(forever)
  part.replace('did not answer')
  await until(
    () => said.length === 1,
    5000,
    () => 'it was not replaced',
  )
  assert.deepEqual(said, ['part did not answer; started again, 1st time in 5 min'])
  await part.stop(5000)
})

test('what a part started in its group goes with it', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'part-'))
  const file = path.join(folder, 'pid')
  const child = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(forever)}], { stdio: 'ignore' })`
  const { part } = run(`require('node:fs').writeFileSync(${JSON.stringify(file)}, String(${child}.pid)); ${forever}`)
  const leader = part.pid ?? 0
  await until(
    () => existsSync(file) && readFileSync(file, 'utf8') !== '',
    5000,
    () => 'the child did not start',
  )
  const pid = Number(readFileSync(file, 'utf8'))
  const started = startedAt(pid) ?? ''
  process.kill(leader, 'SIGKILL')
  await until(
    () => !isAlive(pid, started),
    5000,
    () => 'the child outlived its group',
  )
  await part.stop(5000)
  rmSync(folder, { recursive: true })
})

test('one that does not stop when asked is killed at the deadline; none starts again', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'part-'))
  const file = path.join(folder, 'deaf')
  const { part, said } = run(`process.on('SIGTERM', () => {}); require('node:fs').writeFileSync(${JSON.stringify(file)}, ''); ${forever}`)
  await until(
    () => existsSync(file),
    5000,
    () => 'the part did not start',
  )
  rmSync(folder, { recursive: true })
  const pid = part.pid ?? 0
  const started = startedAt(pid) ?? ''
  await part.stop(100)
  assert.equal(isAlive(pid, started), false)
  assert.equal(part.pid, undefined)
  assert.deepEqual(said, [])
})

test('a part leaves when its supervisor is killed', async () => {
  const preload = new URL('./leave-with-parent.ts', import.meta.url).pathname
  const module = new URL('./part.ts', import.meta.url).href
  const source = `import { keepRunning } from ${JSON.stringify(module)}
    const args = ['--import', ${JSON.stringify(preload)}, '-e', ${JSON.stringify(forever)}]
    keepRunning({ name: 'part', args, cwd: '.', env: process.env, say() {}, onLaunch: (pid) => console.log(pid) })`
  const supervisor = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [chunk] = await once(supervisor.stdout, 'data')
  const pid = Number(String(chunk))
  const started = startedAt(pid) ?? ''
  supervisor.kill('SIGKILL')
  await until(
    () => !isAlive(pid, started),
    5000,
    () => 'the part outlived its supervisor',
  )
})
