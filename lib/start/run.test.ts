import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from './run.ts'

test('what a program prints is returned', async () => {
  assert.equal(await run(process.execPath, ['-p', '1 + 1']), '2\n')
})

test('a program that is absent, fails or is killed becomes a sentence', async () => {
  await assert.rejects(run('no-such-program', []), { code: 'unavailable', message: 'The program no-such-program was not found.' })
  const fail = ['-e', "console.error('first'); console.error('why'); process.exit(3)"]
  await assert.rejects(run(process.execPath, fail), { message: `${process.execPath} -e ended with 3: first why` })
  await assert.rejects(run(process.execPath, ['-e', 'process.exit(3)']), { message: /ended with 3: it said nothing$/ })
  await assert.rejects(run(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"]), { message: /was ended by SIGKILL/ })
})
