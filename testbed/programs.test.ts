import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { pipe, run } from './programs.ts'

const deadlineMs = 10_000

test('a program that fails tells how it ended and the last lines of what it said', async () => {
  const script = 'for (let i = 0; i < 99; i++) console.log("line", i); console.error("no such mirror"); process.exitCode = 3'
  await assert.rejects(run(process.execPath, ['-e', script], { deadlineMs }), ({ message }) => {
    assert.match(message, /ended with exit code 3\./)
    assert.match(message, /line 98\n+no such mirror$/)
    assert.doesNotMatch(message, /line 50/)
    return true
  })
})

test('a program that is not there, is late, or is not wanted any more is told so', async () => {
  await assert.rejects(run('no-such-program', [], { deadlineMs }), /no-such-program cannot be started: .*ENOENT/)
  await assert.rejects(run('sleep', ['60'], { deadlineMs: 50 }), /sleep 60 did not end within 0.05 s/)
  const stop = new AbortController()
  const running = run('sleep', ['60'], { deadlineMs, signal: stop.signal })
  stop.abort(new Error('enough'))
  await assert.rejects(running, /enough/)
})

test('a program that fails in the middle never lets its reader believe that all was said', async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pipe-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const reader = (file: string): [string, string[]] => ['sh', ['-c', 'cat >/dev/null && touch "$0"', path.join(folder, file)]]
  await pipe(['sh', ['-c', 'echo all']], reader('whole'), { deadlineMs })
  assert.ok(existsSync(path.join(folder, 'whole')))
  await assert.rejects(pipe(['sh', ['-c', 'echo half; echo broken >&2; exit 4']], reader('half'), { deadlineMs }), /exit code 4.\s+broken/)
  assert.ok(!existsSync(path.join(folder, 'half')))
})

test('a reader that fails is named, not the writer that lost it', async () => {
  const failing: [string, string[]] = ['sh', ['-c', 'echo no space >&2; exit 5']]
  await assert.rejects(pipe(['yes', []], failing, { deadlineMs }), /sh -c ended with exit code 5.\s+no space/)
})
