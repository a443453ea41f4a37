import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DockerTool } from '../../../lib/tools/docker/port.ts'
import { ensureServer } from './server.ts'
import { failing, jobWith, stateOf, stepWith } from './step.fixture.ts'

const nothing = async () => undefined
const none = async () => []
const making = { createNetwork: nothing, createVolume: nothing, pull: async () => ({ id: 'i', tags: [], sizeBytes: 1, labels: {} }) }

test('a server that never answers is said, with its last words where it left some, and with what to do', async () => {
  const silent = (logs: DockerTool['logs']) =>
    stepWith({ docker: { inspect: async () => stateOf({}), logs }, postgres: { harden: failing('unavailable'), databases: none } }).step
  const line = (text: string) => ({ at: '', stream: 'err' as const, line: text })
  const told = silent(async () => [line('PANIC:  no space '), line(''), line('LOG:  it ended')])
  await assert.rejects(ensureServer(told, jobWith(), 0), {
    code: 'unavailable',
    message: /devops-agent-build-postgres\) did not answer within 0 s\. Its last words: PANIC: {2}no space \| LOG: {2}it ended$/,
    hint: /docker logs/,
  })
  await assert.rejects(ensureServer(silent(failing('unavailable')), jobWith(), 0), { message: /within 0 s\.$/ })
})

test('a server that was stopped starts as it is, with the networks of other runs on it', async () => {
  const restarted: string[] = []
  const { step, lines } = stepWith({
    docker: { inspect: async () => stateOf({ status: 'exited' }), restart: async (name) => void restarted.push(name) },
    postgres: { harden: nothing, databases: none },
  })
  await ensureServer(step, jobWith())
  assert.deepEqual(restarted, ['c1'])
  assert.match(lines[0] ?? '', /Starting PostgreSQL for builds/)
})

test('a server that cannot start as it is is replaced, and one that another run makes at the same moment is used', async () => {
  const removed: string[] = []
  const { step, lines } = stepWith({
    docker: {
      ...making,
      inspect: async () => stateOf({ status: 'exited' }),
      restart: failing('not_found'),
      remove: async (name) => void removed.push(name),
      start: failing('conflict'),
    },
    postgres: { harden: nothing, databases: none },
  })
  await ensureServer(step, jobWith())
  assert.deepEqual(removed, ['c1'], 'by its id: another run may have started one of that name meanwhile')
  assert.match(lines[1] ?? '', /made anew: It is not_found/)
})

test('an engine that goes away while the server starts is told, and nothing is removed', async () => {
  const { step } = stepWith({ docker: { inspect: async () => stateOf({ status: 'exited' }), restart: failing('unavailable') } })
  await assert.rejects(ensureServer(step, jobWith()), { code: 'unavailable' })
})

test('a server that is just restarting is waited for, and what the engine refuses is told', async () => {
  const restarting = stepWith({
    docker: { inspect: async () => stateOf({ status: 'restarting' }) },
    postgres: { harden: nothing, databases: none },
  })
  await ensureServer(restarting.step, jobWith())
  const { step } = stepWith({ docker: { ...making, inspect: async () => null, start: failing('invalid') } })
  await assert.rejects(ensureServer(step, jobWith()), { code: 'invalid' })
})

test('a server that answers after a while is waited for; the image is pulled with its progress in the log', async () => {
  let asked = 0
  const there = { name: 'tpl_1', owner: 'o', isTemplate: true, note: '' }
  const { step, lines } = stepWith({
    docker: {
      ...making,
      inspect: async () => null,
      pull: async (_name, options) => {
        await options?.onLine?.('pulling', 'out')
        return { id: 'i', tags: [], sizeBytes: 1, labels: {} }
      },
      start: async () => stateOf({}),
    },
    postgres: {
      harden: async () => {
        asked += 1
        if (asked === 1) await failing('timeout')()
      },
      databases: async () => [there],
    },
  })
  assert.deepEqual(await ensureServer(step, jobWith()), [there])
  assert.equal(asked, 2)
  assert.ok(lines.includes('pulling'))
})

test('a server that refuses what is asked is no server that is late', async () => {
  const { step } = stepWith({
    docker: { inspect: async () => stateOf({}) },
    postgres: { harden: failing('invalid'), databases: none },
  })
  await assert.rejects(ensureServer(step, jobWith()), { code: 'invalid' })
})
