import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { z } from 'zod'
import { type Carried, openInstallation } from './installation.fixture.ts'
import { type Verified, verify } from './verify.ts'
import { waive } from './waive.ts'

type Answer = z.output<typeof waive.output>

const site = openInstallation()
after(site.remove)
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const finding = { rule: 'readme', path: 'addons/ipai/ipai_one' }
const wanted = { ...finding, because: 'It comes with the next release.', until: inDays(30) }
const entry = { ...finding, reason: wanted.because, until: wanted.until }
const run = async (change: object = {}, carried: Carried = {}) => {
  const view = await site.run(waive, { ...wanted, ...change }, carried)
  return { ...view, answer: view.output as unknown as Answer }
}
const file = 'config/layout_waivers.json'
const day = `layout/waive-${inDays(0)}`
let main = ''
before(() => {
  main = site.tip('main')
})

test('a waiver is proposed as an entry of the file, with its reason and its end; main is not touched', async () => {
  assert.match(await site.told(waive, wanted), /^It says: .*README/)
  const { status, answer } = await run()
  assert.deepEqual([status, answer.outcome, answer.files, answer.pullRequest?.branch], ['succeeded', 'proposed', [file], day])
  assert.deepEqual(JSON.parse(site.git(site.origin, 'show', `${day}:${file}`)), { version: 1, waivers: [entry] })
  assert.match(
    site.git(site.origin, 'log', '-1', '--format=%s|%b', day),
    /^Waive readme at addons\/ipai\/ipai_one\|Until .*: It comes with the next release\./,
  )
  assert.deepEqual([site.tip('main'), site.git(site.root, 'status', '--porcelain')], [main, ''])
  assert.equal((await run()).answer.outcome, 'there')
})

test('in place it holds at once, the same again changes nothing, and another day renews it', async () => {
  assert.equal((await run({ inPlace: true })).answer.outcome, 'applied')
  const { rows, waived } = await site.look<Verified>(verify)
  assert.deepEqual([waived, rows.find(({ waiver }) => waiver !== null)?.waiver], [1, { reason: entry.reason, until: entry.until }])
  assert.equal((await run({ inPlace: true })).answer.outcome, 'nothing')
  const until = inDays(365)
  assert.equal((await run({ inPlace: true, until })).answer.outcome, 'applied')
  assert.deepEqual(JSON.parse(site.git(site.root, 'show', `HEAD:${file}`)).waivers, [{ ...entry, until }])
})

test('a rule that there is not is not waived', async () => {
  await assert.rejects(site.told(waive, { ...wanted, rule: 'nosuch' }), { code: 'invalid', message: 'There is no rule nosuch.' })
  assert.equal((await run({ rule: 'nosuch' })).cause?.code, 'invalid')
})

test('reason and end are required, and the end is a day to come within a year', async () => {
  for (const change of [
    { because: undefined },
    { because: ' too short ' },
    { until: undefined },
    { until: 'tomorrow' },
    { rule: 'Read me' },
    { path: ' ' },
    { path: '/etc/passwd' },
    { path: '../elsewhere' },
    { path: 'a/../../b' },
  ])
    await assert.rejects(site.run(waive, { ...wanted, ...change }), { code: 'invalid' }, JSON.stringify(change))
  for (const until of [inDays(0), inDays(-1), inDays(400)]) {
    await assert.rejects(site.told(waive, { ...wanted, until }), {
      code: 'invalid',
      message: `A waiver ends on a day to come within a year, and not on ${until}.`,
    })
    assert.equal((await run({ until })).cause?.code, 'invalid')
  }
})

test('what is not found is told before, and a file that is none of waivers is left to a person', async () => {
  assert.equal(await site.told(waive, { ...wanted, path: 'addons/ipai/none' }), 'Nothing of the kind is found there now.')
  site.write(`root/${file}`, '[]')
  site.commit('root', 'Torn')
  const { status, cause } = await run({ inPlace: true })
  assert.deepEqual([status, cause?.code, cause?.message], ['failed', 'invalid', `${file} is no file of waivers.`])
})

test('a catalogue that lies elsewhere has its waivers there, where nothing is proposed', async () => {
  const { status, cause } = await run({ inPlace: true }, { addons: { catalogue: site.at('elsewhere/catalogue.json') } })
  assert.deepEqual([status, cause?.code], ['failed', 'refused'])
  assert.match(cause?.message ?? '', /elsewhere\/layout_waivers\.json is not below .*root: it is not changed\.$/)
})

test('a run is named by what it waives, and says beforehand how', () => {
  const input = waive.input.parse(wanted)
  assert.deepEqual([waive.label?.(input), waive.lock?.(input)], ['Waiver of readme at addons/ipai/ipai_one', 'addons:root'])
  assert.match(waive.confirm?.(input) ?? '', /by a pull request\.$/)
  assert.match(waive.confirm?.({ ...input, inPlace: true }) ?? '', /by a commit in the checkout itself\.$/)
})
