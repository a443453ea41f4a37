import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { ContainerState, DockerTool } from '../../../lib/tools/docker/port.ts'
import type { OdooPlan } from './odoo-plan.ts'
import { prepareOdoo } from './prepare.ts'
import { failing, jobWith, stateOf, stepWith } from './step.fixture.ts'

const nothing = async () => undefined
const plan: OdooPlan = {
  series: '19.0',
  image: 'odoo:19',
  modules: [],
  selection: { tested: ['a'], leftOut: [], sentence: '' },
  blocked: [],
  template: { name: 'tpl_1', install: ['base'], modules: [] },
  arguments: { demo: true, addonsPaths: ['/mnt/extra-addons'] },
  folder: '/tree',
  place: '',
}
const there = { name: 'tpl_1', owner: 'o', isTemplate: true, note: '' }

/** Looks at the lock find these in turn, the last one for ever; at the server they find it running. The template is there after `makes` questions. */
function withLock(found: (ContainerState | null)[], answers: boolean[], docker: Partial<DockerTool> = {}) {
  const removed: string[] = []
  const looks = [...found]
  const told = [...answers]
  const { step, lines } = stepWith({
    docker: {
      inspect: async (name) => (name.includes('postgres') ? stateOf({}) : ((looks.length > 1 ? looks.shift() : looks[0]) ?? null)),
      remove: async (name) => void removed.push(name),
      removeLabelled: async () => 0,
      createNetwork: nothing,
      connect: nothing,
      createVolume: nothing,
      fillVolume: async () => 1,
      ...docker,
    },
    postgres: {
      harden: nothing,
      drop: nothing,
      create: nothing,
      makeTemplate: nothing,
      databases: async () => ((told.length > 1 ? told.shift() : told[0]) ? [there] : []),
    },
  })
  return { step, lines, removed }
}

test('a run waits while another makes the same template, and then uses it', async () => {
  const other = stateOf({ labels: { 'devops-agent.run': 'r2' } })
  const { step, lines, removed } = withLock([other, other, null], [false, true])
  const { template } = await prepareOdoo(step, jobWith(), plan)
  assert.equal(template?.warm, false)
  assert.equal(lines.filter((line) => line.startsWith('Another run makes the same template')).length, 1)
  assert.deepEqual(removed, [])
})

test('a lock whose holder ended long ago was left behind, and is removed', async () => {
  const left = stateOf({ status: 'exited', finishedAt: '2026-01-01T00:00:00Z', labels: { 'devops-agent.run': 'r2' } })
  const { step, removed } = withLock([left, null], [false, true])
  await prepareOdoo(step, jobWith(), plan)
  assert.deepEqual(removed, ['c1'])
})

test('a lock that was never started is watched, not taken at once', async () => {
  const made = stateOf({ status: 'created', labels: { 'devops-agent.run': 'r2' } })
  const { step, removed } = withLock([made, made, null], [false, true])
  await prepareOdoo(step, jobWith(), plan)
  assert.deepEqual(removed, [])
})

test('what is always in the way ends in a sentence, not in a loop', async () => {
  const { step } = withLock([null], [false], { run: failing('conflict') })
  await assert.rejects(prepareOdoo(step, jobWith(), plan), { code: 'conflict', message: /tpl_1 could not be made: 5 times/ })
})

test('a run that was second to make the template uses the one of the first; its own leftover is no lock', async () => {
  const own = stateOf({ labels: { 'devops-agent.run': 'r1' } })
  const { step, lines } = withLock([own], [false, true], { run: failing('conflict') })
  await prepareOdoo(step, jobWith(), plan)
  assert.ok(lines.includes('Another run was first to make the template.'))
})

test('a template that is whole is kept under its name', async () => {
  const loaded = '2026-11-24 12:00:00,000 7 INFO run_r1 odoo.modules.loading: Modules loaded. '
  const { step, lines } = withLock([null], [false], {
    run: async (spec, options) => {
      assert.equal(spec.name, 'devops-agent-tpl-1')
      await options?.onLine?.(loaded, 'err')
      return { exitCode: 0, outOfMemory: false, durationMs: 1 }
    },
  })
  const { template } = await prepareOdoo(step, jobWith(), plan)
  assert.deepEqual([template?.key, template?.warm], ['tpl_1', false])
  assert.ok(lines.includes(loaded))
})

test('a failure of the engine while a template is made stays what it is', async () => {
  const { step } = withLock([null], [false], { run: failing('unavailable') })
  await assert.rejects(prepareOdoo(step, jobWith(), plan), { code: 'unavailable' })
})

test('a template that does not install is our failure or the repository’s, never a verdict on the tested modules', async () => {
  const { step } = withLock([null], [false], { run: async () => ({ exitCode: 255, outOfMemory: false, durationMs: 1 }) })
  await assert.rejects(prepareOdoo(step, jobWith(), plan), {
    code: 'crashed',
    message: 'What the tested modules depend on could not be installed: Odoo ended with exit code 255.',
  })
})

test('why a template does not install is said in Odoo’s own words', async () => {
  const log = readFileSync('lib/odoo/logs.fixture/08-bad-view.log', 'utf8').split('\n')
  const { step } = withLock([null], [false], {
    run: async (_spec, options) => {
      for (const line of log) await options?.onLine?.(line, 'err')
      return { exitCode: 255, outOfMemory: false, durationMs: 1 }
    },
  })
  await assert.rejects(prepareOdoo(step, jobWith(), plan), { code: 'crashed', message: /could not be installed: .*ParseError/ })
})

test('without a template the run begins with an empty database, and says so', async () => {
  const { step, lines } = withLock([null], [false])
  assert.equal((await prepareOdoo(step, jobWith(), { ...plan, template: null })).template, null)
  assert.match(lines.join('\n'), /begins with an empty database/)
})
