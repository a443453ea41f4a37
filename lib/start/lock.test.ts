import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { tryLock, waitForLock } from './lock.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'lock-'))
after(() => rmSync(folder, { recursive: true }))

/** A process that takes the lock and keeps it. */
async function holder(file: string) {
  const module = new URL('./lock.ts', import.meta.url).href
  const source = `import { tryLock } from ${JSON.stringify(module)}; globalThis.lock = tryLock(process.argv[1]); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test('a lock is held by one at a time, and can be taken again', () => {
  const file = path.join(folder, 'one')
  const lock = tryLock(file)
  assert.ok(lock)
  assert.equal(tryLock(file), null)
  lock.release()
  const again = tryLock(file)
  assert.ok(again)
  again.release()
})

test('a lock held by another process is seen, and gone with it even by kill -9', async () => {
  const file = path.join(folder, 'killed')
  const child = await holder(file)
  assert.equal(tryLock(file), null)
  child.kill('SIGKILL')
  const lock = await waitForLock(file, 5000)
  assert.ok(lock)
  lock.release()
})

test('waiting for a lock that stays held ends at the deadline', async () => {
  const file = path.join(folder, 'held')
  const lock = tryLock(file)
  assert.equal(await waitForLock(file, 150), null)
  lock?.release()
})

test('a folder that is not there is an error, and not a lock held by another', () => {
  assert.throws(() => tryLock(path.join(folder, 'no/such/folder')))
})
