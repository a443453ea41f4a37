import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { accessRules, addon } from '../skills/github_ci_runner/odoo/addon.fixture.ts'
import { repository } from '../test/ci-lab.ts'
import { type Lab, openLab, openServer } from '../test/lab.ts'
import { admin, openRawOdoo } from './raw-odoo.fixture.ts'
import { medianOf, type Row, writeBench } from './report.ts'

const rounds = 5
const files = addon('bench_one', { manifest: accessRules, tests: testsOn('bench_one.thing') })
/** Ten addons in a chain that begins at mail, with six tests each. */
const names = Array.from({ length: 10 }, (_, index) => `bench_pr_${index}`)
const pullRequest = Object.assign(
  {},
  ...names.map((name, index) =>
    addon(name, { depends: [names[index - 1] ?? 'mail'], manifest: accessRules, tests: testsOn(`${name}.thing`) }),
  ),
)
const longestPullRequestMs = 600_000

function testsOn(model: string): Record<string, string> {
  const bodies = Array.from({ length: 6 }, (_, index) => [
    `test_${index}`,
    `self.assertEqual(self.env["${model}"].create({"name": "x"}).count, 1)`,
  ])
  return Object.fromEntries(bodies)
}

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let raws: Awaited<ReturnType<typeof openRawOdoo>>
let repo = ''
const rows: Row[] = []

before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real', leaseMs: 15_000 })
  await lab.worker('A')
  repo = repository(path.join(server.base, 'code', 'addons'), files)
  raws = await openRawOdoo()
})
after(async () => {
  raws.close()
  await lab.close()
  await server.close()
  writeBench('CI of Odoo addons', rows)
})

async function ours(folder = repo): Promise<{ ms: number; counts: number[]; warm: unknown }> {
  const started = performance.now()
  const id = await lab.submit({ repo: folder }, 'github_ci_runner.run')
  assert.equal(await lab.finished(id, longestPullRequestMs), 'succeeded', JSON.stringify((await lab.run(id)).view.cause))
  const ms = performance.now() - started
  const { tests, output } = (await lab.run(id)).view
  const odoo = output?.odoo as { template: { warm: boolean } } | undefined
  return { ms, counts: [tests.passed + tests.failed + tests.error, tests.failed, tests.error], warm: odoo?.template.warm }
}

function forgetTemplates(): void {
  const names = admin('devops-agent-build-postgres', `select datname from pg_database where datname like 'tpl_%'`).split('\n')
  for (const name of names.filter((one) => one !== '')) {
    admin('devops-agent-build-postgres', `alter database ${name} is_template false`)
    admin('devops-agent-build-postgres', `drop database ${name} with (force)`)
  }
}

test('one addon with 6 tests: cold and warm, against the raw commands, in turn', async () => {
  await ours()
  const times: Record<'raw' | 'cold' | 'warm', number[]> = { raw: [], cold: [], warm: [] }
  for (let round = 0; round < rounds; round += 1) {
    const raw = await raws.byHand(repo, ['bench_one'])
    forgetTemplates()
    const cold = await ours()
    const warm = await ours()
    // The same output first: all three count the same tests, and each began as it says.
    assert.deepEqual([cold.counts, warm.counts], [raw.counts, raw.counts])
    assert.deepEqual([cold.warm, warm.warm], [false, true])
    times.raw.push(raw.ms)
    times.cold.push(cold.ms)
    times.warm.push(warm.ms)
  }
  const [raw, cold, warm] = [medianOf(times.raw), medianOf(times.cold), medianOf(times.warm)]
  const same = { peer: raw / 1000, peerName: 'createdb + odoo -i … --test-enable, in the same image', unit: 's' }
  rows.push({ what: 'CI run, warm: its template is there (budget 0.5 × raw)', ours: warm / 1000, ...same })
  rows.push({ what: 'CI run, cold: the template is made (budget raw + 8 s)', ours: cold / 1000, ...same })
  assert.ok(warm <= raw * 0.5, `warm ${warm} ms, raw ${raw} ms`)
  assert.ok(cold <= raw + 8000, `cold ${cold} ms, raw ${raw} ms`)
})

test('a typical pull request, 10 addons on mail with 60 tests, cold', async () => {
  const folder = repository(path.join(server.base, 'code', 'pull-request'), pullRequest)
  const raw = await raws.byHand(folder, names)
  forgetTemplates()
  const cold = await ours(folder)
  assert.deepEqual(cold.counts, raw.counts)
  assert.deepEqual(cold.counts, [60, 0, 0])
  const same = { peer: raw.ms / 1000, peerName: 'createdb + odoo -i … --test-enable, once', unit: 's' }
  rows.push({ what: 'Pull request of 10 addons and 60 tests, cold (budget 600 s)', ours: cold.ms / 1000, ...same })
  assert.ok(cold.ms < longestPullRequestMs)
})
