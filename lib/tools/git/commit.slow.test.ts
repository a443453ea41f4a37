import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { GitEdit } from './port.ts'
import { makeRepository } from './repository.fixture.ts'
import { gitIn } from './servers.fixture.ts'

const { top, source, commit, folder, open, remove } = makeRepository()
after(remove)
const mirrorFolder = folder('mirrors')
const git = open({ mirrorFolder })
const author = { name: 'Control room', email: 'control-room@localhost' }
const at = '2026-11-22T10:00:00Z'
const digest = (text: string) => createHash('sha256').update(text).digest('hex')
let parent = ''
const make = (edits: GitEdit[], message = 'Change') => git.commit(source, { parent, edits, message, author, at })
/** The paths of a commit with their modes. */
const tree = (sha: string) =>
  gitIn(source, 'ls-tree', '-r', '--format=%(objectmode) %(path)', sha)
    .split('\n')
    .filter((line) => line !== '')
/** Brings it from the mirror, where it was made. */
const seen = async (sha: string) => {
  const place = folder('tree')
  await git.checkout(source, sha, place)
  gitIn(source, 'fetch', '-q', place, 'HEAD')
  return { place, tree: tree(sha) }
}

before(async () => {
  gitIn(source, 'checkout', '-q', '-b', 'work')
  commit('addons/one/__manifest__.py', '{}\n')
  commit('addons/one/tool.sh', 'true\n')
  chmodSync(path.join(source, 'addons/one/tool.sh'), 0o755)
  symlinkSync('setup.py', path.join(source, 'link'))
  gitIn(source, 'update-index', '--add', '--cacheinfo', `160000,${'a'.repeat(40)},oca/web`)
  gitIn(source, 'add', 'link', 'addons')
  gitIn(source, 'commit', '-q', '-m', 'Tree')
  parent = (await git.resolve(source, { branch: 'work' })).sha
})

describe('commit', () => {
  it('writes, moves and pins in one commit, which has its author, its time and its parent; modes stay', async () => {
    const sha = await make(
      [
        { edit: 'write', path: 'setup.py', text: 'two ü\n', is: digest('one\n') },
        { edit: 'write', path: 'config/new.json', text: '{}', is: '' },
        { edit: 'write', path: 'addons/one/tool.sh', text: 'false\n' },
        { edit: 'move', from: 'addons/one', to: 'addons/ipai/one' },
        { edit: 'pin', path: 'oca/web', sha: 'b'.repeat(40) },
      ],
      'Put it right\n\nBecause.',
    )
    const { place, tree: paths } = await seen(sha)
    assert.deepEqual(
      paths.filter((line) => !line.includes('py"')).sort(),
      [
        '100644 addons/ipai/one/__manifest__.py',
        '100644 config/new.json',
        '100644 setup.py',
        '100755 addons/ipai/one/tool.sh',
        '120000 link',
        '160000 oca/web',
      ].sort(),
    )
    assert.equal(readFileSync(path.join(place, 'setup.py'), 'utf8'), 'two ü\n')
    assert.equal(readFileSync(path.join(place, 'addons/ipai/one/tool.sh'), 'utf8'), 'false\n')
    assert.equal(
      gitIn(source, 'log', '-1', '--format=%an <%ae> %cn %at %s|%b|%P', sha),
      `Control room <control-room@localhost> Control room 1795341600 Put it right|Because.\n|${parent}`,
    )
    assert.deepEqual(await git.submodules(source, sha), [{ path: 'oca/web', sha: 'b'.repeat(40) }])
  })

  it('is the same commit when it is made again, and the parent when nothing changes', async () => {
    const edits: GitEdit[] = [{ edit: 'write', path: 'note.md', text: 'x' }]
    assert.equal(await make(edits), await make(edits))
    assert.equal(await make([]), parent)
    assert.equal(await make([{ edit: 'write', path: 'setup.py', text: 'one\n', is: digest('one\n') }]), parent)
    assert.deepEqual(
      readdirSync(mirrorFolder).filter((name) => name.startsWith('.index')),
      [],
    )
  })

  it('touches no file of the checkout and runs none of its programs', async () => {
    writeFileSync(path.join(source, 'setup.py'), 'not committed\n')
    const trap = path.join(top, 'trapped')
    for (const key of ['core.fsmonitor', 'filter.x.clean', 'core.hooksPath']) gitIn(source, 'config', key, `touch ${trap}`)
    const status = gitIn(source, 'status', '--porcelain')
    const branches = gitIn(source, 'for-each-ref')
    await make([{ edit: 'write', path: 'setup.py', text: 'three\n', is: digest('one\n') }])
    for (const key of ['core.fsmonitor', 'filter.x.clean', 'core.hooksPath']) gitIn(source, 'config', '--unset', key)
    assert.deepEqual([gitIn(source, 'status', '--porcelain'), gitIn(source, 'for-each-ref')], [status, branches])
    assert.ok(!readdirSync(top).includes('trapped'))
    gitIn(source, 'checkout', '-q', '--', 'setup.py')
  })

  it('refuses a text that is another by now, a place that is taken, and what is not there', async () => {
    const cases: [GitEdit, string, RegExp][] = [
      [{ edit: 'write', path: 'setup.py', text: 'x', is: digest('zero\n') }, 'conflict', /^setup\.py has changed since/],
      [{ edit: 'write', path: 'setup.py', text: 'x', is: '' }, 'conflict', /has changed since/],
      [{ edit: 'write', path: 'gone.py', text: 'x', is: digest('') }, 'conflict', /has changed since/],
      [{ edit: 'write', path: 'link', text: 'x' }, 'conflict', /link is a link or a submodule/],
      [{ edit: 'write', path: 'oca/web', text: 'x' }, 'conflict', /is a link or a submodule/],
      [{ edit: 'write', path: 'setup.py/x', text: 'x' }, 'conflict', /setup\.py\/x cannot be made: setup\.py is there/],
      [{ edit: 'write', path: 'addons', text: 'x' }, 'conflict', /addons cannot be made: addons\/one/],
      [{ edit: 'move', from: 'addons/one', to: 'setup.py' }, 'conflict', /cannot be made/],
      [{ edit: 'move', from: 'addons/one', to: 'addons/one/two' }, 'conflict', /into itself/],
      [{ edit: 'move', from: 'nothing', to: 'x' }, 'not_found', /There is no nothing/],
      [{ edit: 'pin', path: 'setup.py', sha: 'b'.repeat(40) }, 'not_found', /no submodule/],
      ...['../x', '/x', 'a/../../x', '.git/config', 'a/.GIT/hooks/x', '', 'a//b', 'a\0b', 'a\nb', './x'].map(
        (file): [GitEdit, string, RegExp] => [{ edit: 'write', path: file, text: 'x' }, 'invalid', /is no path below the root/],
      ),
    ]
    for (const [edit, code, message] of cases) await assert.rejects(make([edit]), { code, message }, JSON.stringify(edit))
    await assert.rejects(git.commit(source, { parent: 'f'.repeat(40), edits: [], message: 'x', author, at }), { code: 'not_found' })
  })

  it('takes a file of its own to where a folder was, once that is moved away', async () => {
    const sha = await make([
      { edit: 'move', from: 'addons/one', to: 'modules/one' },
      { edit: 'write', path: 'addons', text: 'x\n' },
    ])
    assert.ok((await seen(sha)).tree.includes('100644 addons'))
  })
})

describe('ranges', () => {
  it('are counted with the time of their first commit', async () => {
    mkdirSync(path.join(source, 'more'))
    const first = commit('more/a', 'a\n')
    const second = commit('more/b', 'b\n')
    await git.resolve(source, { branch: 'work' })
    const { count, since } = await git.commitsBetween(source, { from: parent, to: second })
    assert.deepEqual([count, since], [2, gitIn(source, 'log', '-1', '--format=%cI', first)])
    assert.deepEqual(await git.commitsBetween(source, { from: second, to: parent }), { count: 0, since: null })
  })

  it('have the same id when they make the same of the same files, on whatever ground', async () => {
    const { sha } = await git.resolve(source, { branch: 'work' })
    const edits: GitEdit[] = [{ edit: 'write', path: 'setup.py', text: 'later\n' }]
    const here = await git.changeId(source, { from: parent, to: await make(edits) })
    const later = await git.commit(source, { parent: sha, edits, message: 'Other words', author, at })
    assert.equal(await git.changeId(source, { from: sha, to: later }), here)
    const other = await make([{ edit: 'write', path: 'setup.py', text: 'otherwise\n' }])
    assert.notEqual(await git.changeId(source, { from: parent, to: other }), here)
  })
})
