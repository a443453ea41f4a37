import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AskContext } from '../../lib/core/skill.ts'
import type { RunFilter } from '../../lib/core/store.ts'
import { firstSteps } from './first-steps.ts'

interface Run {
  id: string
  address: string
  status: string
  title?: string
  view?: object
}

/** How far a room is with these runs (newest first), members and repositories: `id state run`, and the messages. */
async function stepsWith({ runs = [], roles = [], names = [] }: { runs?: Run[]; roles?: string[]; names?: string[] }) {
  const list = async ({ address = '', status }: RunFilter) => ({
    rows: runs.filter((run) => run.address.startsWith(address.replace('*', '')) && (!status || status.some((one) => one === run.status))),
    next: null,
  })
  const members = { list: async () => ({ rows: roles.map((role) => ({ role, name: 'Anna' })), next: null }) }
  const settings = {
    repositories: Object.fromEntries(['example', ...names].map((name) => [name, { url: '/r', branch: 'main' }])),
    configured: names.map((name) => ({ key: `repositories.${name}.url`, value: '/r', line: 3 })),
  }
  const context = { store: { runs: { list }, members }, settings } as unknown as AskContext
  const { rows } = firstSteps.output.parse(await firstSteps.answer(context, {}))
  return { states: rows.map(({ id, state, run }) => `${id} ${state} ${run}`), messages: rows.map(({ message }) => message) }
}

const check = (ok: boolean) => ({
  id: 'docker',
  title: 'Docker',
  ok,
  message: ok ? 'Docker 27' : 'Nobody answers.',
  hint: '',
  durationMs: 1,
  at: '',
})
const checkRun = (id: string, ok: boolean): Run => ({
  id,
  address: 'control_room.check_tools',
  status: 'succeeded',
  view: { output: { checks: [check(ok)] } },
})
const build = (id: string, status: string, view: object = { cause: null }): Run => ({
  id,
  address: 'github_ci_runner.run',
  status,
  title: 'CI of example',
  view,
})

test('of a new room nothing is done', async () => {
  const { states } = await stepsWith({})
  assert.deepEqual(states, ['admin open null', 'repository open null', 'tools open null', 'build open null'])
})

test('what is done is seen, with its run', async () => {
  const { states, messages } = await stepsWith({
    roles: ['viewer', 'admin'],
    names: ['example-shop', 'crm'],
    runs: [build('b2', 'failed'), checkRun('c1', true), build('b1', 'succeeded')],
  })
  assert.deepEqual(states, ['admin done null', 'repository done null', 'tools done c1', 'build done b1'])
  assert.match(messages.join(), /Anna may.*example-shop, crm: named.*All 1 answer.*CI of example has passed/)
})

test('what is under way, or has gone wrong, is no step that is done', async () => {
  const running = await stepsWith({
    runs: [{ id: 'c2', address: 'control_room.check_tools', status: 'running' }, checkRun('c1', true), build('b1', 'queued')],
  })
  assert.deepEqual(running.states.slice(2), ['tools running c2', 'build running b1'])
  const broken = await stepsWith({ runs: [checkRun('c1', false), build('b1', 'failed', { cause: { message: '2 tests fail.' } })] })
  assert.deepEqual(broken.states.slice(2), ['tools failed c1', 'build failed b1'])
  assert.deepEqual(broken.messages.slice(2), ['Docker: Nobody answers.', 'CI of example: 2 tests fail.'])
  const { messages } = await stepsWith({ runs: [build('b1', 'cancelled')] })
  assert.equal(messages[3], 'CI of example: It ended without a cause.')
})
