import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { until } from '../../test/until.ts'
import { isAlive, startedAt } from './process-identity.ts'

test('a process is itself while it runs, and nobody afterwards', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  const pid = child.pid ?? 0
  const started = startedAt(pid)
  assert.ok(started)
  assert.equal(isAlive(pid, started), true)
  assert.equal(isAlive(pid, `${started}0`), false, 'another process with the same pid')
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(isAlive(pid, started), false)
})

test('a zombie is not alive', async () => {
  // The shell starts a child and becomes a program that never reaps it.
  const shell = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [chunk] = await once(shell.stdout, 'data')
  const pid = Number(String(chunk))
  await until(
    () => startedAt(pid) === null,
    5000,
    () => 'the zombie counts as alive',
  )
  process.kill(pid, 0) // it is still there, as a zombie
  shell.kill('SIGKILL')
})
