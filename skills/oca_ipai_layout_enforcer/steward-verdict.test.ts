import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeRound } from './steward-verdict.ts'

const counts = { errors: 0, warnings: 0, waived: 0, score: 100, fixable: 0 }
const quiet = {
  before: counts,
  after: { ...counts, left: [] },
  pullRequest: null,
  problem: null,
  pins: { asked: 2, behind: 0, unknown: [] },
}
const one = { rule: 'readme', level: 'error', path: 'a/b', message: 'There is no README.', hint: 'Write one.', isFixable: false } as const
const withLeft = (...left: Partial<typeof one | { level: 'warning'; isFixable: boolean; path: string }>[]) =>
  judgeRound({ ...quiet, after: { ...counts, left: left.map((other) => ({ ...one, ...other })) } })

test('a night without a finding is good, however old the pins are', () => {
  assert.equal(judgeRound(quiet), null)
  assert.equal(judgeRound({ ...quiet, pins: { asked: 2, behind: 2, unknown: [] } }), null)
})

test('an error that nothing fixes is red, with its path, and how many more there are', () => {
  assert.deepEqual(withLeft({}), { step: 'report', code: 'conflict', message: 'a/b: There is no README.', hint: 'Write one.' })
  assert.match(withLeft({}, { path: 'c' })?.message ?? '', /One more error is left\.$/)
  assert.match(withLeft({ level: 'warning' }, {}, {}, {})?.message ?? '', /2 more errors are left\.$/)
})

test('what waits to be merged, a warning, and a pin that could not be asked leave it green with their word', () => {
  assert.match(withLeft({ isFixable: true })?.message ?? '', /^One fix waits to be merged\.$/)
  assert.match(withLeft({ isFixable: true }, { isFixable: true })?.message ?? '', /^2 fixes wait to be merged\.$/)
  assert.equal(withLeft({ level: 'warning' })?.level, 'warning')
  const silent = judgeRound({ ...quiet, pins: { asked: 2, behind: 0, unknown: ['web'] } })
  assert.deepEqual([silent?.level, silent?.step, silent?.message], ['warning', 'age', 'How old web is could not be asked.'])
})

test('what waits is told with its pull request: its page, or the command where it has none', () => {
  const left = [{ ...one, isFixable: true }]
  const ours = { branch: 'layout/a', base: 'main', commit: 'c', number: 3, isNew: true, url: null, merge: 'git merge layout/a' }
  const hint = (pullRequest: typeof ours | (Omit<typeof ours, 'url'> & { url: string }) | null) =>
    judgeRound({ ...quiet, after: { ...counts, left }, pullRequest })?.hint
  assert.equal(hint(ours), 'Look at pull request 3, and merge it: git merge layout/a')
  assert.equal(hint({ ...ours, url: 'https://host/pull/3', merge: '' }), 'Look at pull request 3, and merge it: https://host/pull/3')
  assert.equal(hint(null), 'Look at what kept them from being proposed: devops-agent layout fix')
})

test('fixes that could not be made come before all else', () => {
  const problem = { message: 'The push was refused.', hint: 'Look at the origin.' }
  assert.deepEqual(judgeRound({ ...quiet, problem }), { step: '', code: 'conflict', ...problem })
})
