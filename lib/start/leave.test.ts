import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { until } from '../../test/until.ts'

/** A process that hears signals and says what it makes of them. */
async function listener() {
  const module = new URL('./leave.ts', import.meta.url).href
  const source = `import { hearSignals } from ${JSON.stringify(module)}
    const leaving = hearSignals(() => { console.log('force'); process.exit(1) })
    leaving.asked.then(() => console.log('asked', leaving.isAsked))
    setInterval(() => {}, 1000)
    console.log('listening')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await until(
    () => output.includes('listening'),
    5000,
    () => output,
  )
  return { child, output: () => output }
}

test('npm and the terminal both hand on one Ctrl-C: that is one wish, and a later one is force', async () => {
  const { child, output } = await listener()
  child.kill('SIGINT')
  await until(() => output().includes('asked true'), 5000, output)
  child.kill('SIGINT')
  const first = Date.now()
  const exit = once(child, 'exit')
  // Again and again, as an impatient person would: what counts is when it was first obeyed.
  const again = setInterval(() => child.kill('SIGINT'), 20)
  await exit
  clearInterval(again)
  assert.ok(Date.now() - first > 300, 'a signal of the same moment was taken for a second wish')
  assert.equal(output(), 'listening\nasked true\nforce\n')
})

test('SIGTERM and SIGHUP ask as well', async () => {
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    const { child, output } = await listener()
    child.kill(signal)
    await until(() => output().includes('asked true'), 5000, output)
    child.kill('SIGKILL')
  }
})
