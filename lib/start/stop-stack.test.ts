import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StopStack } from './stop-stack.ts'

test('what was started last is stopped first, one after the other', async () => {
  const events: string[] = []
  const stops = new StopStack(() => {})
  for (const name of ['database', 'worker', 'web']) {
    stops.add({
      name,
      calmly: async () => {
        events.push(`${name} asked`)
        await new Promise((resolve) => setImmediate(resolve))
        events.push(`${name} gone`)
      },
    })
  }
  await stops.run()
  assert.deepEqual(events, ['web asked', 'web gone', 'worker asked', 'worker gone', 'database asked', 'database gone'])
})

test('one that cannot be stopped is said, and the others are stopped all the same', async () => {
  const said: string[] = []
  const stopped: string[] = []
  const stops = new StopStack((line) => void said.push(line))
  stops.add({ name: 'database', calmly: () => void stopped.push('database') })
  stops.add({ name: 'web', calmly: () => Promise.reject(new Error('stuck')) })
  await stops.run()
  assert.deepEqual(said, ['web could not be stopped: stuck'])
  assert.deepEqual(stopped, ['database'])
})

test('force ends at once what is being waited for, and what is still to come', async () => {
  const events: string[] = []
  const stuck = Promise.withResolvers<void>()
  const stops = new StopStack(() => {})
  stops.add({ name: 'lock', calmly: () => void events.push('lock released') })
  stops.add({ name: 'worker', calmly: () => void events.push('worker asked'), now: () => void events.push('worker killed') })
  stops.add({ name: 'web', calmly: () => stuck.promise, now: stuck.resolve })
  const run = stops.run()
  stops.force()
  await run
  assert.deepEqual(events, ['worker killed', 'worker killed', 'lock released'])
})
