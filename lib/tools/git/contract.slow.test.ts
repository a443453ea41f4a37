import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import type { GitTool } from './port.ts'
import { makeRepository } from './repository.fixture.ts'
import { gitIn, serveGit } from './servers.fixture.ts'

const { top, source, first, second, commit, open, remove } = makeRepository()
after(remove)
let git: GitTool
beforeEach(() => {
  git = open()
})

describe('resolve', () => {
  it('finds the default branch, a branch, a pull request and a commit, in a path, a file URL and over the network', async () => {
    const daemon = await serveGit(path.join(top, 'allowed'))
    try {
      const everywhere = open({ allow: { hosts: [daemon.host], paths: [top] } })
      for (const where of [source, `file://${encodeURI(source)}`, `git://${daemon.host}/crm`]) {
        const head = await everywhere.resolve(where, {})
        assert.deepEqual(
          { ...head, committedAt: '' },
          { sha: second, ref: 'refs/heads/main', subject: 'Sécond "quoted"', author: 'Ada', committedAt: '' },
        )
        assert.match(head.committedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
        assert.equal((await everywhere.resolve(where, { branch: 'feature/login' })).sha, first)
        assert.deepEqual(Object.values(await everywhere.resolve(where, { pr: 12 })).slice(0, 2), [first, 'refs/pull/12/head'])
        assert.deepEqual(Object.values(await everywhere.resolve(where, { sha: first.slice(0, 8).toUpperCase() })).slice(0, 2), [first, ''])
        assert.equal((await everywhere.resolve(where, { sha: second })).sha, second)
      }
    } finally {
      await daemon.close()
    }
  })

  it('sees what is new, what was rewritten and what is gone', async () => {
    gitIn(source, 'branch', 'moving', second)
    gitIn(source, 'branch', 'dir', second)
    assert.equal((await git.resolve(source, { branch: 'moving' })).sha, second)
    gitIn(source, 'branch', '-f', 'moving', first)
    gitIn(source, 'branch', '-D', 'dir')
    gitIn(source, 'branch', 'dir/inside', first)
    assert.equal((await git.resolve(source, { branch: 'moving' })).sha, first)
    assert.equal((await git.resolve(source, { branch: 'dir/inside' })).sha, first)
    await assert.rejects(git.resolve(source, { branch: 'dir' }), { code: 'not_found' })
    gitIn(source, 'branch', '-D', 'moving', 'dir/inside')
  })

  it('names near branches when one is missing', async () => {
    await assert.rejects(git.resolve(source, { branch: 'feature/logn' }), {
      code: 'not_found',
      message: `There is no branch "feature/logn" in ${source}.`,
      hint: 'Near names: feature/login, main.',
    })
  })

  it('says that a repository has no commits yet', async () => {
    const empty = path.join(top, 'allowed', 'empty')
    mkdirSync(empty)
    gitIn(empty, 'init', '-q')
    for (const wanted of [{}, { branch: 'main' }])
      await assert.rejects(git.resolve(empty, wanted), {
        code: 'not_found',
        message: `The repository ${empty} has no commits yet.`,
        hint: /Push a first commit/,
      })
    assert.deepEqual(await git.branches(empty), [])
  })

  it('takes the only branch where HEAD names none, asks where there are several, and takes a detached HEAD as it is', async () => {
    const bare = path.join(top, 'allowed', 'bare.git')
    gitIn(top, 'clone', '-q', '--bare', '--single-branch', source, bare)
    gitIn(bare, 'symbolic-ref', 'HEAD', 'refs/heads/trunk')
    assert.equal((await git.resolve(bare, {})).ref, 'refs/heads/main')
    gitIn(bare, 'branch', 'other', first)
    await assert.rejects(git.resolve(bare, {}), {
      code: 'not_found',
      message: /default branch of .* does not exist/,
      hint: /Name a branch: main, other/,
    })
    const detached = path.join(top, 'allowed', 'detached')
    gitIn(top, 'clone', '-q', source, detached)
    gitIn(detached, 'checkout', '-q', '--detach')
    gitIn(detached, 'commit', '-q', '--allow-empty', '-m', 'On no branch')
    assert.deepEqual(Object.values(await git.resolve(detached, {})).slice(0, 3), [gitIn(detached, 'rev-parse', 'HEAD'), '', 'On no branch'])
  })

  it('gives a commit that no branch reaches any more, by its full id', async () => {
    const lost = commit('lost.py', 'lost\n')
    gitIn(source, 'reset', '-q', '--hard', second)
    gitIn(source, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    assert.equal((await git.resolve(source, { sha: lost })).sha, lost)
    await assert.rejects(git.resolve(source, { sha: 'f'.repeat(40) }), { code: 'not_found', message: /There is no commit f{40} in/ })
    await assert.rejects(git.resolve(source, { sha: 'fffffff' }), { code: 'not_found' })
    await assert.rejects(git.resolve(source, { pr: 99 }), { code: 'not_found', message: /no pull request 99 in/ })
  })

  it('refuses what git would read as something else', async () => {
    for (const branch of ['-f', '--upload-pack=id', 'a b', 'a\nb', 'a\0b', '', 'a..b', 'HEAD@{1}', '/a', 'a/', 'a.lock', '@'])
      await assert.rejects(git.resolve(source, { branch }), { code: 'invalid', message: /is not the name of a branch/ }, branch)
    for (const sha of ['-1234567', 'main', 'abc', `${first}\n`])
      await assert.rejects(git.resolve(source, { sha }), { code: 'invalid', message: /is not a commit id/ })
    for (const pr of [0, -1, 1.5, Number.NaN])
      await assert.rejects(git.resolve(source, { pr }), { code: 'invalid', message: /not the number of a pull request/ })
    await assert.rejects(git.resolve(source, { pr: 12, branch: 'main' }), { code: 'invalid', message: /More than one/ })
  })

  it('reads a repository that another user owns', { skip: process.getuid?.() !== 0 && 'only root can give files away' }, async () => {
    const theirs = path.join(top, 'allowed', 'theirs')
    gitIn(top, 'clone', '-q', source, theirs)
    execFileSync('chown', ['-R', '65534:65534', theirs])
    assert.equal((await git.resolve(theirs, {})).sha, second)
  })
})

describe('branches', () => {
  it('lists names and commits, newest first', async () => {
    assert.deepEqual((await git.branches(source)).map(({ name, sha }) => [name, sha]).sort(), [
      ['feature/login', first],
      ['main', second],
    ])
  })
})

describe('the allow-list of folders', () => {
  it('follows links before it decides, and does not tell what exists outside', async () => {
    symlinkSync(top, path.join(top, 'allowed', 'way-out'))
    for (const outside of [
      '/',
      '/etc',
      '/no/such',
      path.join(top, 'allowed', '..', 'x'),
      path.join(top, 'allowed', 'way-out'),
      `${top}/allowed-not`,
    ])
      await assert.rejects(git.resolve(outside, {}), { code: 'refused', hint: /allow\.paths in config\/agent\.yml/ }, outside)
    await assert.rejects(git.resolve(path.join(top, 'allowed', 'nothing'), {}), { code: 'not_found', message: /There is no folder/ })
    await assert.rejects(git.resolve(path.join(top, 'allowed'), {}), { code: 'not_found', message: /There is no git repository at/ })
    assert.equal((await open({ allow: { hosts: [], paths: ['/'] } }).resolve(source, {})).sha, second)
  })
})
