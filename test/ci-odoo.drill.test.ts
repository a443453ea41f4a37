import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { ciSteps } from '../skills/github_ci_runner/test-repository.ts'
import { enginePid, startEngine } from '../testbed/engine.ts'
import { placesOf } from '../testbed/places.ts'
import { killPostgres, remains } from './ci-lab.ts'
import { type Drilled, writeDrill } from './drill-report.ts'
import { type Lab, openLab, openServer } from './lab.ts'
import { killBuildServer, odooCounts, odooRepository, onTheEngine, remainsOfOdoo } from './odoo-lab.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let repo = ''
let found: ReturnType<typeof onTheEngine>
const rows: Drilled[] = []
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  await lab.supervise('A')
  repo = odooRepository(path.join(server.base, 'code', 'drill'), 0.3)
  await lab.finished(await submit(), 300_000)
  found = onTheEngine()
})
after(async () => {
  await lab.close()
  await server.close()
  writeDrill('Killed at every step of a CI run of Odoo', rows)
})
const submit = () => lab.submit({ repo }, 'github_ci_runner.run')
const engine = placesOf(process.env).engine

const victims: Record<string, () => Promise<void>> = {
  worker: async () => void lab.living().process.kill('SIGKILL'),
  PostgreSQL: async () => {
    await killPostgres(lab)
    await until(
      () => !server.isAlive(),
      5000,
      () => 'PostgreSQL is still there',
    )
    await server.restart()
  },
  'PostgreSQL of the builds': async () => killBuildServer(),
  dockerd: async () => {
    const pid = enginePid(engine)
    assert.ok(pid, 'the engine was not started by the testbed, so it is not killed')
    process.kill(pid, 'SIGKILL')
    await until(
      () => enginePid(engine) === null,
      10_000,
      () => 'dockerd is still there',
    )
    await startEngine(engine)
  },
}
/** Whose end the run survives with its true counts; the others may end it, but never as green, nor as a failing test of the addon. */
const survived = ['worker', 'PostgreSQL']

/** When it is killed: as each step begins, and when Odoo has ended the first of its tests. */
const moments: Record<string, (id: string) => Promise<void>> = {
  ...Object.fromEntries(
    Object.keys(ciSteps).map((step) => [
      step,
      (id: string) => lab.reached(id, step === 'clean' ? 'clean:always:started' : `${step}:started`, 120_000),
    ]),
  ),
  'first test': (id) => until(async () => (await lab.events(id)).some(({ kind }) => kind === 'tests'), 120_000, lab.stories),
}

for (const [victim, kill] of Object.entries(victims)) {
  for (const [moment, isReached] of Object.entries(moments)) {
    test(`kill -9 of the ${victim} at “${moment}”`, async () => {
      const id = await submit()
      await isReached(id)
      await kill()
      assert.equal(await lab.finished(id, 240_000), 'failed', JSON.stringify((await lab.run(id)).view.cause) + lab.stories())
      const { view } = await lab.run(id)
      const isTrue = view.cause?.code === 'tests_failed'
      if (survived.includes(victim) || isTrue) assert.deepEqual(view.tests, odooCounts, JSON.stringify(view.cause))
      else assert.match(view.cause?.code ?? '', /^(?:crashed|unavailable)$/, JSON.stringify(view.cause))
      if (survived.includes(victim)) assert.equal(isTrue, true)
      // What could not be cleaned at once is swept.
      await until(
        () => remainsOfOdoo(id).length === 0,
        120_000,
        () => remainsOfOdoo(id).join(', '),
      )
      assert.deepEqual(await remains(lab, id), [])
      assert.deepEqual(onTheEngine(), found)
      rows.push({ what: `${victim}, ${moment}`, result: `${view.cause?.code}, attempt ${view.attempt}, nothing left` })
    })
  }
}
