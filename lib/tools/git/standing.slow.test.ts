import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { makeRepository } from './repository.fixture.ts'
import { gitIn } from './servers.fixture.ts'

const { top, source, first, second, open, remove } = makeRepository()
after(remove)
const git = open()
const author = { name: 'Control room', email: 'control-room@localhost' }
let checkout = ''
let made = ''
let count = 0
const at = (...parts: string[]) => path.join(checkout, ...parts)

beforeEach(async () => {
  count += 1
  checkout = path.join(top, 'allowed', `checkout-${count}`)
  gitIn(top, 'clone', '-q', source, checkout)
  const { sha } = await git.resolve(checkout, {})
  const edits = [{ edit: 'write' as const, path: 'setup.py', text: 'two\n' }]
  made = await git.commit(checkout, { parent: sha, edits, message: 'Two', author, at: '2026-11-22T10:00:00Z' })
})

describe('a checkout', () => {
  it('is told with its commit, its branch, its origin and whether it is clean', async () => {
    assert.deepEqual(await git.standing(checkout), { sha: second, branch: 'main', isClean: true })
    assert.equal(await git.origin(checkout), source)
    assert.equal(await git.origin(source), null)
    for (const [url, told] of [
      ['https://ada:hunter2@host/acme/crm', 'https://host/acme/crm'],
      ['https://hunter2@host/acme/crm', 'https://host/acme/crm'],
      ['https://ada:hun@ter@host/acme/crm@2', 'https://host/acme/crm@2'],
      ['ssh://git:hunter2@host/acme/crm', 'ssh://git@host/acme/crm'],
      ['git@host:acme/crm.git', 'git@host:acme/crm.git'],
    ] as const) {
      gitIn(checkout, 'remote', 'set-url', 'origin', url)
      assert.equal(await git.origin(checkout), told)
    }
    writeFileSync(at('new.py'), '')
    gitIn(checkout, 'checkout', '-q', '--detach')
    assert.deepEqual(await git.standing(checkout), { sha: second, branch: null, isClean: false })
    const inside = at('no-repository')
    mkdirSync(inside)
    for (const ask of [git.standing, git.origin])
      await assert.rejects(ask(inside), { code: 'not_found' }, 'it is not the one that it lies in')
    await assert.rejects(git.origin(path.join(top, 'elsewhere')), { code: 'refused' })
  })

  it('is brought forward to a commit that was made for it, and back again', async () => {
    await git.forward(checkout, made)
    assert.deepEqual(await git.standing(checkout), { sha: made, branch: 'main', isClean: true })
    assert.equal(readFileSync(at('setup.py'), 'utf8'), 'two\n')
    await git.forward(checkout, made)
    await git.back(checkout, { from: made, to: second })
    await git.back(checkout, { from: made, to: second })
    assert.deepEqual(await git.standing(checkout), { sha: second, branch: 'main', isClean: true })
    assert.equal(readFileSync(at('setup.py'), 'utf8'), 'one\n')
  })

  it('is not touched where it is dirty, on no branch, or has commits of its own; nor where a file is in the way', async () => {
    writeFileSync(at('setup.py'), 'mine\n')
    await assert.rejects(git.forward(checkout, made), { code: 'refused', message: /has changes that are not committed: it is not touched/ })
    assert.equal(readFileSync(at('setup.py'), 'utf8'), 'mine\n')
    gitIn(checkout, 'checkout', '-q', '--', 'setup.py')
    gitIn(checkout, 'checkout', '-q', '--detach')
    await assert.rejects(git.forward(checkout, made), { code: 'refused', message: /is on no branch/ })
    gitIn(checkout, 'checkout', '-q', 'main')
    gitIn(checkout, 'commit', '-q', '--allow-empty', '-m', 'Mine')
    await assert.rejects(git.forward(checkout, made), { code: 'conflict', message: /cannot be brought forward/ })
  })

  it('goes back only from where it was brought to, and only when it is clean', async () => {
    await git.forward(checkout, made)
    writeFileSync(at('new.py'), 'mine\n')
    await assert.rejects(git.back(checkout, { from: made, to: second }), { code: 'refused' })
    gitIn(checkout, 'add', 'new.py')
    gitIn(checkout, 'commit', '-q', '-m', 'Mine')
    await assert.rejects(git.back(checkout, { from: made, to: second }), { code: 'conflict', message: /has moved on/ })
    assert.equal(readFileSync(at('new.py'), 'utf8'), 'mine\n')
  })

  it('stands elsewhere when it is asked to: at a commit, on a new branch, on one that it has', async () => {
    await git.resolve(source, {})
    const upstream = { repository: source, sha: first }
    await git.switchTo(checkout, { ...upstream, branch: null })
    assert.deepEqual(await git.standing(checkout), { sha: first, branch: null, isClean: true })
    await git.switchTo(checkout, { ...upstream, branch: 'side' })
    assert.deepEqual(await git.standing(checkout), { sha: first, branch: 'side', isClean: true })
    await git.switchTo(checkout, { ...upstream, branch: 'main' })
    assert.deepEqual(await git.standing(checkout), { sha: second, branch: 'main', isClean: true })
    writeFileSync(at('setup.py'), 'mine\n')
    await assert.rejects(git.switchTo(checkout, { ...upstream, branch: null }), { code: 'refused' })
    await assert.rejects(git.switchTo(checkout, { ...upstream, branch: '-f' }), { code: 'refused' })
    gitIn(checkout, 'checkout', '-q', '--', 'setup.py')
    await assert.rejects(git.switchTo(checkout, { ...upstream, branch: '-f' }), { code: 'invalid' })
  })

  it('stands again where it stood, without the branch that was made, unless somebody has committed to it', async () => {
    await git.resolve(source, {})
    const before = await git.standing(checkout)
    assert.deepEqual([await git.hasBranch(checkout, 'main'), await git.hasBranch(checkout, 'side')], [true, false])
    const drop = { branch: 'side', sha: first }
    await git.switchTo(checkout, { repository: source, sha: first, branch: 'side' })
    await git.switchBack(checkout, { to: before, drop })
    await git.switchBack(checkout, { to: before, drop })
    assert.deepEqual([await git.standing(checkout), await git.hasBranch(checkout, 'side')], [before, false])
    await git.switchTo(checkout, { repository: source, sha: first, branch: 'side' })
    gitIn(checkout, 'commit', '-q', '--allow-empty', '-m', 'Mine')
    await git.switchBack(checkout, { to: { ...before, branch: null }, drop })
    assert.deepEqual([(await git.standing(checkout)).branch, await git.hasBranch(checkout, 'side')], [null, true])
    writeFileSync(at('setup.py'), 'mine\n')
    await assert.rejects(git.switchBack(checkout, { to: before, drop: null }), { code: 'refused' })
    assert.equal(readFileSync(at('setup.py'), 'utf8'), 'mine\n')
  })

  it('takes a commit that it does not have out of the mirror of where it comes from, also when it is shallow', async () => {
    const shallow = path.join(top, 'allowed', `shallow-${count}`)
    gitIn(top, 'clone', '-q', '--depth', '1', `file://${source}`, shallow)
    gitIn(source, 'commit', '-q', '--allow-empty', '-m', 'Later')
    const { sha } = await git.resolve(source, {})
    for (const place of [checkout, shallow]) {
      await git.switchTo(place, { repository: source, sha, branch: null })
      assert.equal((await git.standing(place)).sha, sha)
    }
    await git.switchTo(shallow, { repository: source, sha: first, branch: null })
    assert.equal((await git.standing(shallow)).sha, first)
    gitIn(source, 'reset', '-q', '--hard', second)
  })

  it('runs no program that it names to be run at a look, and none of its hooks', async () => {
    const trap = path.join(top, 'trapped')
    gitIn(checkout, 'config', 'core.fsmonitor', `touch ${JSON.stringify(trap)}`)
    writeFileSync(at('.git/hooks/post-merge'), `#!/bin/sh\ntouch ${JSON.stringify(trap)}\n`, { mode: 0o755 })
    writeFileSync(at('.git/hooks/post-checkout'), `#!/bin/sh\ntouch ${JSON.stringify(trap)}\n`, { mode: 0o755 })
    await git.forward(checkout, made)
    await git.back(checkout, { from: made, to: second })
    assert.throws(() => readFileSync(trap), { code: 'ENOENT' })
  })

  for (const [what, where] of [
    ['its configuration', []],
    ['the configuration of its worktree', ['--worktree']],
  ] as const)
    it(`is looked at and not touched where ${what} names a filter, which never runs`, async () => {
      const trap = path.join(top, 'filtered')
      gitIn(checkout, 'config', 'extensions.worktreeConfig', 'true')
      for (const name of ['clean', 'smudge', 'process']) gitIn(checkout, 'config', ...where, `filter.x.${name}`, `touch '${trap}'`)
      gitIn(checkout, 'config', ...where, 'filter.x.required', 'true')
      mkdirSync(at('.git/info'), { recursive: true })
      writeFileSync(at('.git/info/attributes'), '* filter=x\n')
      writeFileSync(at('setup.py'), 'two\n')
      assert.deepEqual(await git.standing(checkout), { sha: second, branch: 'main', isClean: false })
      writeFileSync(at('setup.py'), 'one\n')
      for (const change of [
        () => git.forward(checkout, made),
        () => git.switchTo(checkout, { repository: source, sha: first, branch: null }),
        () => git.switchBack(checkout, { to: { sha: first, branch: null, isClean: true }, drop: null }),
      ])
        await assert.rejects(change, { code: 'refused', message: /names a program in its setting filter\.x\.\w+: it is not touched/ })
      assert.equal(existsSync(trap), false)
    })

  it('is not looked at where the name of a filter would hide from being switched off', async () => {
    gitIn(checkout, 'config', 'filter.a=b.clean', 'false')
    await assert.rejects(git.standing(checkout), { code: 'refused', message: /filter\.a=b\.clean/ })
  })

  it('is written to itself, wherever its settings say that its files lie', async () => {
    const elsewhere = path.join(top, 'allowed', `elsewhere-${count}`)
    mkdirSync(elsewhere)
    gitIn(checkout, 'config', 'core.worktree', elsewhere)
    await git.forward(checkout, made)
    assert.equal(readFileSync(at('setup.py'), 'utf8'), 'two\n')
    assert.deepEqual(readdirSync(elsewhere), [])
  })
})
