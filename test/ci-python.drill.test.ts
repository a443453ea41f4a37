import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { ciSteps } from '../skills/github_ci_runner/test-repository.ts'
import { killPostgres, remains, slowCounts, slowRepository, testsOf } from './ci-lab.ts'
import { type Drilled, writeDrill } from './drill-report.ts'
import { type Lab, openLab, openServer } from './lab.ts'
import { until } from './until.ts'
import { openWeb } from './web.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
let repo = ''
const rows: Drilled[] = []
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  await lab.supervise('A')
  web = await openWeb(lab.url, lab.dataDir)
  repo = slowRepository(path.join(server.base, 'slow'), 0.1)
})
after(async () => {
  await web.close()
  await lab.close()
  await server.close()
  writeDrill('Killed at every step of a CI run', rows)
})

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
  'web server': async () => {
    web.child.kill('SIGKILL')
    await until(
      () => web.child.signalCode !== null,
      5000,
      () => 'the web server is still there',
    )
    web = await openWeb(lab.url, lab.dataDir)
  },
}

for (const [victim, kill] of Object.entries(victims)) {
  for (const step of Object.keys(ciSteps)) {
    test(`kill -9 of the ${victim} while “${step}” runs`, async () => {
      const id = await lab.submit({ repo }, 'github_ci_runner.run')
      await lab.reached(id, step === 'clean' ? 'clean:always:started' : `${step}:started`, 60_000)
      await kill()
      assert.equal(await lab.finished(id, 90_000), 'failed', JSON.stringify((await lab.run(id)).view.cause) + lab.stories())
      const { view } = await lab.run(id)
      assert.equal(view.cause?.code, 'tests_failed', JSON.stringify(view.cause))
      assert.deepEqual(view.tests, slowCounts)
      const tests = await testsOf(lab, id)
      assert.equal(tests.length, 6)
      assert.equal(new Set(tests).size, 6)
      const events = await lab.events(id)
      assert.deepEqual(
        events.map((event) => event.seq),
        events.map((_, index) => index + 1),
      )
      assert.deepEqual(await remains(lab, id), [])
      rows.push({ what: `${victim}, ${step}`, result: `failed, ${tests.length} tests once each, attempt ${view.attempt}, nothing left` })
    })
  }
}
