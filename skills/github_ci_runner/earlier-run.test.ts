import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../lib/core/run.ts'
import { rowOf, storeOf } from './bench.fixture.ts'
import { findEarlier } from './earlier-run.ts'

const find = (id: string, ...rows: [id: string, input: JsonObject, output: JsonObject | null, address?: string][]) =>
  findEarlier(
    storeOf(rows.map(([row, input, output, address]) => rowOf({ id: row, input, address: address ?? 'github_ci_runner.run' }, { output }))),
    id,
  )

describe('what an earlier run tested', () => {
  it('is the commit that it came to know', async () => {
    const target = await find('r1', ['r1', { repo: 'example', branch: 'main' }, { repository: 'example', commit: { sha: 'abc' } }])
    assert.deepEqual(target, { repository: 'example', wanted: { sha: 'abc' }, isFork: false })
  })
  it('is what was asked for, when it failed before it knew a commit', async () => {
    assert.deepEqual(await find('r1', ['r1', { repo: 'example', pr: 3 }, null]), {
      repository: 'example',
      wanted: { pr: 3 },
      isFork: false,
    })
    assert.deepEqual(await find('r1', ['r1', { repo: 'example' }, { odd: 1 }]), { repository: 'example', wanted: {}, isFork: false })
  })
  it('stays code of somebody else', async () => {
    const output = { repository: 'example', commit: { sha: 'abc' }, isFork: true }
    assert.equal((await find('r1', ['r1', { repo: 'example', pr: 3, fork: true }, output])).isFork, true)
    assert.equal((await find('r1', ['r1', { repo: 'example', pr: 3, fork: true }, null])).isFork, true)
  })
  it('is found through repetitions that did not come to know it', async () => {
    const again = 'github_ci_runner.rerun'
    const rows: Parameters<typeof find>[1][] = [
      ['r3', { run: 'r2' }, null, again],
      ['r2', { run: 'r1' }, null, again],
      ['r1', { repo: 'example', branch: 'x' }, null],
    ]
    assert.deepEqual(await find('r3', ...rows), { repository: 'example', wanted: { branch: 'x' }, isFork: false })
  })
  it('is refused for a run that is not there, and for one of another kind', async () => {
    await assert.rejects(find('r9'), { code: 'not_found', message: 'There is no run r9.' })
    await assert.rejects(find('r1', ['r1', {}, null, 'backup_manager.backup']), {
      code: 'invalid',
      message: /one of backup_manager\.backup/,
    })
  })
  it('does not go round in circles', async () => {
    await assert.rejects(find('r1', ['r1', { run: 'r1' }, null, 'github_ci_runner.rerun']), { code: 'conflict' })
  })
})
