import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { GitTool } from './port.ts'
import { makeRepository } from './repository.fixture.ts'
import { gitIn } from './servers.fixture.ts'

const { top, source, first, second, open, remove } = makeRepository()
const bare = path.join(top, 'allowed', 'origin.git')
after(remove)
let git: GitTool
before(async () => {
  gitIn(top, 'clone', '-q', '--bare', source, bare)
  git = open()
  await git.resolve(bare, {})
})
const tip = (branch: string) => gitIn(bare, 'rev-parse', branch)

describe('push', () => {
  it('makes a branch and moves it forward', async () => {
    await git.push(bare, first, 'topic')
    assert.equal(tip('topic'), first)
    await git.push(bare, second, 'topic')
    assert.equal(tip('topic'), second)
    await git.push(bare, second, 'topic')
  })

  it('never takes commits away', async () => {
    gitIn(bare, 'branch', '-f', 'ahead', second)
    await assert.rejects(git.push(bare, first, 'ahead'), {
      code: 'conflict',
      message: /The branch ahead of .* has commits that [0-9a-f]{12} does not contain\./,
      hint: /nothing is ever pushed by force/,
    })
    assert.equal(tip('ahead'), second)
  })

  it('refuses protected branches, by name and by beginning', async () => {
    for (const branch of ['main', 'release/19.0'])
      await assert.rejects(git.push(bare, second, branch), {
        code: 'refused',
        message: `The branch ${branch} is protected: nothing is pushed to it.`,
      })
  })

  it('refuses names that are not of branches, refspecs, and commits that are not here', async () => {
    for (const branch of ['+topic', 'a:main', ':main', '-f', '--mirror', 'a b']) {
      const isName = branch === '+topic'
      if (!isName) await assert.rejects(git.push(bare, second, branch), { code: 'invalid' }, branch)
    }
    await git.push(bare, first, '+topic')
    assert.equal(tip('refs/heads/+topic'), first)
    assert.equal(tip('topic'), second)
    for (const sha of ['f'.repeat(40), '--all', ':'])
      await assert.rejects(git.push(bare, sha, 'topic2'), { code: 'not_found', message: /has not been fetched/ })
  })

  it('removes a branch that is where it was pushed to, and no other', async () => {
    await git.push(bare, first, 'mine')
    await git.removeBranch(bare, 'mine', first)
    assert.throws(() => tip('mine'))
    await git.removeBranch(bare, 'mine', first)
    await git.push(bare, second, 'moved')
    for (const lenient of ['false', 'true']) {
      gitIn(bare, 'config', 'receive.denyNonFastForwards', lenient)
      await assert.rejects(git.removeBranch(bare, 'moved', first), { code: 'conflict', message: /no longer at [0-9a-f]{12}: it stays/ })
    }
    assert.equal(tip('moved'), second)
    await assert.rejects(git.removeBranch(bare, 'main', second), { code: 'refused' })
    gitIn(bare, 'config', 'receive.denyDeletes', 'true')
    await assert.rejects(git.removeBranch(bare, 'moved', second), { code: 'unavailable' })
    gitIn(bare, 'config', '--unset', 'receive.denyDeletes')
    assert.equal(tip('moved'), second)
  })

  it('says what the other side says when it refuses', async () => {
    mkdirSync(path.join(bare, 'hooks'), { recursive: true })
    const hook = path.join(bare, 'hooks', 'pre-receive')
    writeFileSync(hook, '#!/bin/sh\necho no pushes on Fridays >&2\nexit 1\n')
    chmodSync(hook, 0o755)
    await assert.rejects(git.push(bare, second, 'friday'), {
      code: 'refused',
      message: /refused the push to friday: pre-receive hook declined\./,
    })
  })

  it('tells when the repository is gone', async () => {
    const gone = path.join(top, 'allowed', 'gone.git')
    gitIn(top, 'clone', '-q', '--bare', source, gone)
    await git.resolve(gone, {})
    writeFileSync(path.join(gone, 'HEAD'), '')
    await assert.rejects(git.push(gone, second, 'topic'), { code: 'not_found', message: /There is no git repository at/ })
  })
})
