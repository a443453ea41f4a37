import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanEngine, templateWords } from './stack.ts'
import { failing, stateOf, stepWith } from './step.fixture.ts'

const nothing = async () => undefined

test('an engine that is just coming back is waited for, and nothing of the run is left', async () => {
  let asked = 0
  let left = 2
  const dropped: string[] = []
  const { step, lines } = stepWith({
    docker: {
      inspect: async () => {
        asked += 1
        return asked === 1 ? failing('unavailable')() : stateOf({})
      },
      removeLabelled: async () => {
        const removed = left
        left = 0
        return removed
      },
    },
    postgres: { drop: async (_server, name) => void dropped.push(name) },
  })
  await cleanEngine(step, 'r1')
  assert.deepEqual(dropped, ['run_r1'])
  assert.deepEqual(lines, ['Removed from the Docker engine: 2 things of this run.'])
})

test('what waiting does not mend fails the cleaning at once', async () => {
  const { step } = stepWith({ docker: { inspect: async () => null, removeLabelled: failing('invalid') } })
  await assert.rejects(cleanEngine(step, 'r1'), { code: 'invalid' })
})

test('a server that stands still is started to be cleaned; where there is none there is nothing to clean', async () => {
  const restarted: string[] = []
  const docker = { restart: async (name: string) => void restarted.push(name), removeLabelled: async () => 0 }
  const stopped = stepWith({
    docker: { ...docker, inspect: async () => stateOf({ status: 'exited' }) },
    postgres: { drop: nothing },
  })
  await cleanEngine(stopped.step, 'r1')
  assert.deepEqual(restarted, ['c1'])
  const absent = stepWith({ docker: { ...docker, inspect: async () => null } })
  await cleanEngine(absent.step, 'r1')
  assert.deepEqual([...stopped.lines, ...absent.lines], [])
})

test('the module that keeps attachments in the database is loaded beside what a series loads by itself', () => {
  assert.equal(templateWords('19.0').load, '--load=base,rpc,web,devops_agent_template')
  assert.equal(templateWords('17.0').load, '--load=base,web,devops_agent_template')
})
