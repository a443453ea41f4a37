import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import type { GitTool } from './port.ts'
import { makeRepository } from './repository.fixture.ts'
import { gitIn } from './servers.fixture.ts'

const { top, source, first, second, folder, open, remove } = makeRepository()
after(remove)
let git: GitTool
beforeEach(() => {
  git = open()
})

describe('checkout', () => {
  it('lays out the tree with a git of its own, its tags and its real origin, and tells what changed', async () => {
    const [place, mirrorFolder] = [folder('work'), folder('mirrors')]
    git = open({ mirrorFolder })
    await git.resolve(source, { branch: 'main' })
    const state = await git.checkout(source, second, place)
    assert.deepEqual([state.branch, state.ref, state.sha], ['main', 'refs/heads/main', second])
    assert.deepEqual(state.changed, [{ path: 'a b\n-c ü.py', added: 2, removed: 0 }])
    assert.deepEqual(readdirSync(place).sort(), ['.git', 'a b\n-c ü.py', 'setup.py'])
    rmSync(mirrorFolder, { recursive: true })
    assert.match(gitIn(place, 'describe'), /^v1\.0-1-g/)
    assert.equal(gitIn(place, 'remote', 'get-url', 'origin'), source)
    assert.equal(gitIn(place, 'status', '--porcelain'), '')
    gitIn(place, 'fsck', '--strict')
  })

  it('does nothing when it is there and untouched, and is laid out anew when anything in it is not', async () => {
    const place = folder('work')
    await git.resolve(source, {})
    await git.checkout(source, second, place)
    const marks: [string, () => void, boolean][] = [
      ['nothing', () => undefined, true],
      ['a changed file', () => writeFileSync(path.join(place, 'setup.py'), 'two\n'), false],
      ['a file of the same size', () => writeFileSync(path.join(place, 'setup.py'), 'eno\n'), false],
      ['a new file', () => writeFileSync(path.join(place, 'new.pyc'), ''), false],
      [
        'an ignored file',
        () =>
          mkdirSync(path.join(place, '.git/info')) ??
          writeFileSync(path.join(place, '.git/info/exclude'), '*.pyc\n') ??
          writeFileSync(path.join(place, 'x.pyc'), ''),
        false,
      ],
      ['a missing file', () => rmSync(path.join(place, 'setup.py')), false],
      ['another commit', () => writeFileSync(path.join(place, '.git/HEAD'), `${first}\n`), false],
    ]
    for (const [name, touch, stays] of marks) {
      writeFileSync(path.join(place, '.git', 'mark'), '')
      touch()
      await git.checkout(source, second, place)
      assert.deepEqual(
        [name, readdirSync(path.join(place, '.git')).includes('mark'), readFileSync(path.join(place, 'setup.py'), 'utf8')],
        [name, stays, 'one\n'],
      )
      assert.deepEqual(readdirSync(place).sort(), ['.git', 'a b\n-c ü.py', 'setup.py'])
    }
    assert.deepEqual((await git.checkout(source, first, place)).branch, 'feature/login')
    assert.deepEqual(readdirSync(place).sort(), ['.git', 'setup.py'])
  })

  it('runs no program that a tested tree has named in its configuration', async () => {
    const place = folder('work')
    await git.resolve(source, {})
    await git.checkout(source, second, place)
    const trap = path.join(top, 'trapped')
    for (const key of ['core.fsmonitor', 'core.sshCommand', 'filter.x.clean', 'filter.x.smudge'])
      gitIn(place, 'config', key, `touch ${JSON.stringify(trap)}`)
    writeFileSync(path.join(place, '.gitattributes'), '* filter=x\n')
    await git.checkout(source, second, place)
    assert.ok(!readdirSync(top).includes('trapped'))
  })

  it('fills an empty folder, makes a missing one, and leaves a folder with other files alone', async () => {
    await git.resolve(source, {})
    const place = folder('mine')
    mkdirSync(place)
    await git.checkout(source, second, place)
    const other = folder('other')
    mkdirSync(other)
    writeFileSync(path.join(other, 'thesis.txt'), '')
    await assert.rejects(git.checkout(source, second, other), { code: 'conflict', message: `The folder ${other} holds other files.` })
    assert.deepEqual(readdirSync(other), ['thesis.txt'])
  })

  it('refuses a commit that was not fetched', async () => {
    for (const sha of ['f'.repeat(40), '--help', second])
      await assert.rejects(git.checkout(source, sha, folder('none')), {
        code: 'not_found',
        message: /has not been fetched/,
        hint: /Resolve it first/,
      })
  })

  it('does not follow submodules', async () => {
    const parent = path.join(top, 'allowed', 'parent')
    mkdirSync(parent)
    gitIn(parent, 'init', '-q')
    gitIn(parent, 'submodule', '--quiet', 'add', source, 'inner')
    gitIn(parent, 'commit', '-q', '-m', 'With a submodule')
    const { sha } = await git.resolve(parent, {})
    const place = folder('parent')
    assert.deepEqual((await git.checkout(parent, sha, place)).changed.length, 2)
    assert.deepEqual(readdirSync(path.join(place, 'inner')), [])
    writeFileSync(path.join(place, '.git', 'mark'), '')
    await git.checkout(parent, sha, place)
    assert.ok(readdirSync(path.join(place, '.git')).includes('mark'))
  })
})
