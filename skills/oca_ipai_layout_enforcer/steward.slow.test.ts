import assert from 'node:assert/strict'
import { renameSync, rmSync } from 'node:fs'
import { after, beforeEach, test } from 'node:test'
import type { z } from 'zod'
import { fix } from './fix.ts'
import { type Carried, type Installation, openInstallation } from './installation.fixture.ts'
import { steward } from './steward.ts'

type Answer = z.output<typeof steward.output>

let site: Installation
const made: Installation[] = []
after(() => {
  for (const one of made) one.remove()
})
beforeEach(() => {
  site = openInstallation()
  made.push(site)
})
const goRound = async (carried: Carried = {}) => {
  const view = await site.run(steward, {}, { verbs: { 'oca_ipai_layout_enforcer.fix': fix }, ...carried })
  return { ...view, answer: view.output as unknown as Answer }
}
const pulls = () => site.tools.github.openPullRequests(site.origin, 'layout/')

test('a round clones what is missing, proposes what can be fixed, and tells what is left; the next one proposes nothing new', async () => {
  rmSync(site.at('root/oca/tools'), { recursive: true })
  const main = site.tip('main')
  const first = await goRound()
  assert.equal(first.status, 'succeeded')
  assert.ok(first.answer.before.errors > 0)
  assert.equal(site.git(site.at('root/oca/tools'), 'rev-parse', 'HEAD'), site.git(site.at('upstream/tools'), 'rev-parse', 'HEAD'))
  assert.equal((await pulls()).length, 1)
  assert.equal(site.tip('main'), main)
  const waiting = first.answer.after.left.filter(({ isFixable }) => isFixable).length
  assert.ok(waiting > 0 && waiting === first.answer.after.fixable)
  assert.match(first.cause?.message ?? '', /^(One fix waits|\d+ fixes wait) to be merged\.$/)
  assert.match(first.cause?.hint ?? '', /^Look at pull request 1, and merge it: git merge layout\/\d{4}-\d\d-\d\d$/)
  assert.equal(first.answer.pullRequest?.number, 1)
  assert.deepEqual(first.answer.pins, { asked: 2, behind: 0, unknown: [] })

  await goRound()
  assert.equal((await pulls()).length, 1)
  assert.equal(site.tip('main'), main)
})

test('a round with nothing to fix makes no run of fixes, and names the pins that could not be asked', async () => {
  await site.run(fix, { inPlace: true })
  site.git(site.root, 'push', '-q')
  renameSync(site.at('upstream/web'), site.at('upstream/gone'))
  const { told, answer } = await goRound()
  assert.deepEqual([answer.before.fixable, answer.pullRequest, answer.problem, answer.pins.unknown], [0, null, null, ['web']])
  assert.match(told[0] ?? '', /^web: There is no folder /)
})

test('a round whose fixes cannot be made says why, and tells the rest all the same', async () => {
  rmSync(site.origin, { recursive: true })
  const { status, cause, answer } = await goRound()
  assert.equal(status, 'failed')
  assert.equal(answer.problem?.message, cause?.message)
  assert.ok(answer.after.left.length > 0)
})

test('a round whose fix is cancelled is cancelled, and not told as one that could not be made', async () => {
  const { status } = await goRound({ cancelAt: 'publish' })
  assert.equal(status, 'cancelled')
})

test('where nothing can be fixed nothing is proposed; a repository that does not answer is told, and never as current', async () => {
  assert.equal((await site.run(fix, { inPlace: true })).status, 'succeeded')
  rmSync(site.at('upstream/web'), { recursive: true })
  const { answer } = await goRound()
  assert.equal(answer.before.fixable, 0)
  assert.deepEqual(await pulls(), [])
  assert.deepEqual(answer.pins, { asked: 2, behind: 0, unknown: ['web'] })
})
