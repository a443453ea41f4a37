import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RunFilter } from '../../lib/core/store.ts'
import { modesFrom } from '../../lib/modes/modes.ts'
import { labSettings, rowOf, storeOf } from './bench.fixture.ts'
import { list } from './list.ts'

const counts = { passed: 4, failed: 2, error: 0, skipped: 0 }
const output = {
  repository: 'example',
  summary: '4 tests passed, 2 failed',
  commit: { sha: 'abc', ref: 'refs/heads/main', subject: 's', author: 'a', committedAt: 'x' },
}
const cause = { code: 'tests_failed', message: '2 of 6 tests failed.', hint: '', step: 'test' } as const

async function listed(input: Record<string, unknown>, rows = [rowOf({ id: 'r1' })]) {
  const asked: RunFilter[] = []
  const store = storeOf(rows)
  const page = async (filter: RunFilter) => {
    asked.push(filter)
    return { rows, next: 'more' }
  }
  const runs = { ...store.runs, list: page }
  const actor = { id: 'u', name: 'Ada', role: 'viewer', surface: 'web' } as const
  const answer = await list.answer(
    { actor, store: { ...store, runs }, settings: labSettings, modes: modesFrom('ops_surgeon') },
    list.input.parse(input),
  )
  return { answer: list.output.parse(answer), asked: asked[0] }
}

describe('the list of CI runs', () => {
  it('asks for runs of this skill only, by what was filtered', async () => {
    assert.deepEqual((await listed({})).asked, { address: 'github_ci_runner.*', limit: 50 })
    const asked = (await listed({ status: ['failed'], text: 'shop', cursor: 'c', limit: 5 })).asked
    assert.deepEqual(asked, { address: 'github_ci_runner.*', limit: 5, status: ['failed'], text: 'shop', cursor: 'c' })
    assert.deepEqual((await listed({ status: [], text: '', cursor: '' })).asked, { address: 'github_ci_runner.*', limit: 50 })
  })
  it('shows a finished run with its commit, its counts and why it failed', async () => {
    const row = rowOf(
      { id: 'r1', input: { repo: 'example' }, status: 'failed', next: 'r2' },
      { output, tests: counts, cause, finishedAt: 'then' },
    )
    const { rows, next, observedAt } = (await listed({}, [row])).answer
    assert.deepEqual([next, Number.isNaN(Date.parse(observedAt))], ['more', false])
    assert.deepEqual(rows, [
      {
        id: 'r1',
        title: 'CI of example',
        status: 'failed',
        repository: 'example',
        branch: 'main',
        sha: 'abc',
        summary: '4 tests passed, 2 failed',
        startedBy: 'Ada',
        surface: 'web',
        createdAt: 'now',
        finishedAt: 'then',
        tests: counts,
        cause: '2 of 6 tests failed.',
        attempt: 1,
        isFlaky: false,
        previous: null,
        next: 'r2',
      },
    ])
  })
  it('shows a run that knows no commit yet by what was asked for', async () => {
    const rows = [
      rowOf({ id: 'r1', input: { repo: 'shop', branch: 'dev', sha: 'def' } }),
      rowOf({ id: 'r2', input: { run: 'r1' }, previous: 'r1', repeats: { count: 2, isFlaky: true } }, { output: { repository: 5 } }),
    ]
    const [first, second] = (await listed({}, rows)).answer.rows
    assert.deepEqual([first?.repository, first?.branch, first?.sha, first?.cause], ['shop', 'dev', 'def', null])
    assert.deepEqual([first?.attempt, second?.attempt, second?.isFlaky], [1, 3, true])
    assert.deepEqual([second?.repository, second?.branch, second?.sha, second?.summary], ['', '', '', ''])
  })
})
