import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { eventually } from '../eventually.ts'
import { openProcess } from '../process.ts'
import { makeRepository } from './repository.fixture.ts'
import { gitIn, serveHttp } from './servers.fixture.ts'

const { top, source, first, second, folder, commit, open, remove } = makeRepository()
after(remove)
const allowed = path.join(top, 'allowed')
let root = ''
let git = open()
beforeEach(() => {
  root = path.join(allowed, path.basename(folder('root')))
  mkdirSync(root)
  git = open()
})
const at = (...parts: string[]) => path.join(root, ...parts)
const placing = (name = 'oca/crm', more: { branch?: string; commit?: string } = {}, label = 'r1') =>
  git.place(source, { folder: at(name), root, ...more }, { label })
const removing = (name = 'oca/crm', label = 'r1') => git.removePlaced({ folder: at(name), root }, { label })

describe('place', () => {
  it('lays an ordinary shallow clone of one branch that a person can pull into', async () => {
    const placed = await placing('oca/crm', { branch: 'main' })
    assert.deepEqual(placed, { outcome: 'cloned', sha: second, branch: 'main', because: '' })
    assert.deepEqual(readdirSync(at('oca')), ['crm'])
    assert.equal(gitIn(at('oca/crm'), 'remote', 'get-url', 'origin'), source)
    assert.equal(gitIn(at('oca/crm'), 'rev-list', '--count', 'HEAD'), '1')
    assert.equal(gitIn(at('oca/crm'), 'status', '--porcelain', '--branch'), '## main...origin/main')
    const third = commit('new.py', 'new\n')
    gitIn(at('oca/crm'), 'pull', '-q')
    assert.equal(gitIn(at('oca/crm'), 'rev-parse', 'HEAD'), third)
    gitIn(source, 'reset', '-q', '--hard', second)
  })

  it('takes the branch that HEAD names where none is named, an empty folder as none, and a pin as it is', async () => {
    mkdirSync(at('oca/crm'), { recursive: true })
    assert.equal((await placing()).branch, 'main')
    const pinned = await placing('oca/pinned', { branch: 'main', commit: first })
    assert.deepEqual(pinned, { outcome: 'cloned', sha: first, branch: null, because: '' })
    assert.equal((await placing('oca/pinned', { commit: first }, 'r2')).outcome, 'there')
    assert.match((await placing('oca/crm', { commit: first }, 'r2')).because, /^it stands on [0-9a-f]{7}, not on [0-9a-f]{7}$/)
    await assert.rejects(placing('oca/other', { commit: 'f'.repeat(40) }), { code: 'not_found', message: /There is no commit f{40} in/ })
    await assert.rejects(placing('oca/other', { commit: 'abc' }), { code: 'invalid' })
  })

  it('sends credentials to their host, and keeps nothing of them', async () => {
    const authorization = `Basic ${Buffer.from('ada:hunter2').toString('base64')}`
    const server = await serveHttp(allowed, { authorization })
    try {
      const open_ = { hosts: [server.host], paths: [top] }
      git = open({ allow: open_, credentials: { [server.host]: { username: 'ada', secret: 'hunter2' } } })
      const url = `http://${server.host}/crm/.git`
      assert.equal((await git.place(url, { folder: at('crm'), root })).outcome, 'cloned')
      const kept = readFileSync(at('crm/.git/config'), 'utf8')
      assert.ok(kept.includes(url) && !/hunter2|YWRhOmh1bnRlcjI|extraHeader/i.test(kept), kept)
      git = open({ allow: open_ })
      await assert.rejects(git.place(url, { folder: at('other'), root }), { code: 'unavailable', message: /refused access/ })
    } finally {
      await server.close()
    }
  })

  it('does nothing to a clone that is there, whoever made it and however its address is written', async () => {
    await placing()
    const before = statSync(at('oca/crm/.git')).mtimeMs
    assert.deepEqual(await placing('oca/crm', { branch: 'main' }, 'r2'), { outcome: 'there', sha: second, branch: 'main', because: '' })
    assert.equal((await placing()).outcome, 'cloned', 'a repeated step has made it')
    gitIn(at('oca/crm'), 'remote', 'set-url', 'origin', `file://someone:secret@${source}/`)
    assert.equal((await placing('oca/crm', {}, 'r2')).outcome, 'there')
    assert.equal(statSync(at('oca/crm/.git')).mtimeMs >= before, true)
  })

  it('never touches another branch, a commit without a branch, changed files, another repository or other files, and says so', async () => {
    const told = async (name: string, branch?: string) => {
      const { outcome, because } = await placing(name, branch === undefined ? {} : { branch }, 'r2')
      assert.equal(outcome, 'left')
      return because
    }
    await placing('a')
    assert.equal(await told('a', 'feature/login'), 'it is on the branch main, not on feature/login')
    writeFileSync(at('a/setup.py'), 'mine\n')
    assert.equal(await told('a'), '1 file in it is changed')
    writeFileSync(at('a/notes'), 'mine\n')
    gitIn(at('a'), 'checkout', '-q', '--detach')
    assert.equal(await told('a'), `it stands on the commit ${second.slice(0, 7)}, and on no branch, and 2 files in it are changed`)
    assert.equal(readFileSync(at('a/setup.py'), 'utf8'), 'mine\n')
    await placing('b')
    gitIn(at('b'), 'remote', 'set-url', 'origin', 'https://me:secret@example.com/Acme/web.git')
    assert.equal(await told('b'), 'it is a repository of example.com/acme/web')
    gitIn(at('b'), 'remote', 'remove', 'origin')
    assert.equal(await told('b'), 'it is a repository without a remote')
    mkdirSync(at('c'))
    writeFileSync(at('c/notes'), '')
    assert.equal(await told('c'), 'it holds other files, and is no repository of its own')
    writeFileSync(at('d'), '')
    assert.equal(await told('d'), 'it holds other files, and is no repository of its own')
    mkdirSync(at('c/.git'))
    assert.equal(await told('c'), 'it holds other files, and is no repository of its own')
  })

  it('starts nothing that the settings of a folder name', async () => {
    await placing('a')
    const mark = path.join(top, 'started')
    gitIn(at('a'), 'config', 'core.fsmonitor', `touch '${mark}'; false`)
    assert.equal((await placing('a', {}, 'r2')).outcome, 'there')
    gitIn(at('a'), 'config', 'filter.x.clean', `touch '${mark}'`)
    mkdirSync(at('a/.git/info'))
    writeFileSync(at('a/.git/info/attributes'), '* filter=x\n')
    writeFileSync(at('a/setup.py'), 'two\n')
    assert.match((await placing('a', {}, 'r2')).because, /its setting filter\.x\.clean names a program/)
    gitIn(at('a'), 'config', '--unset', 'filter.x.clean')
    gitIn(at('a'), 'config', 'extensions.worktreeConfig', 'true')
    gitIn(at('a'), 'config', '--worktree', 'filter.x.clean', `touch '${mark}'`)
    assert.match((await placing('a', {}, 'r2')).because, /its setting filter\.x\.clean names a program/)
    assert.ok(!existsSync(mark))
  })

  it('names the branches that come near where one is missing, and leaves nothing behind', async () => {
    await assert.rejects(placing('oca/crm', { branch: 'feature/logn' }), {
      code: 'not_found',
      message: `There is no branch "feature/logn" in ${source}.`,
      hint: 'Near names: feature/login, main.',
    })
    await assert.rejects(placing('oca/crm', { branch: 'v1.0' }), { code: 'not_found' }, 'a tag is no branch')
    await assert.rejects(placing('oca/crm', { branch: '--upload-pack=x' }), { code: 'invalid' })
    assert.deepEqual(readdirSync(at('oca')), [])
    const none = path.join(allowed, 'none')
    mkdirSync(none, { recursive: true })
    gitIn(none, 'init', '-q')
    await assert.rejects(git.place(none, { folder: at('none'), root }), { code: 'not_found', message: /has no commits yet/ })
    await assert.rejects(git.place(none, { folder: at('none'), root, branch: 'main' }), {
      code: 'not_found',
      message: /has no commits yet/,
    })
  })

  it('clones only below its root and the allowed folders, wherever links lead', async () => {
    const elsewhere = folder('elsewhere')
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, at('out'))
    symlinkSync(at('nothing'), at('lost'))
    symlinkSync('round', at('round'))
    for (const name of ['out/crm', 'out', '../crm', '.', 'lost', 'lost/crm', 'round/crm'])
      await assert.rejects(placing(name), { code: 'refused' }, name)
    await assert.rejects(git.place(source, { folder: path.join(elsewhere, 'crm'), root: elsewhere }), {
      code: 'refused',
      message: /not a folder/,
    })
    await assert.rejects(git.place(source, { folder: at('crm'), root: at('gone') }), { code: 'not_found' })
    await assert.rejects(git.place('https://example.com/a/b', { folder: at('crm'), root }), { code: 'refused' })
    mkdirSync(at('inside'))
    symlinkSync(at('inside'), at('in'))
    assert.equal((await placing('in/crm')).outcome, 'cloned')
    assert.deepEqual(readdirSync(at('inside')), ['crm'])
    assert.deepEqual(readdirSync(elsewhere), [])
  })

  it('leaves nothing half done when it is killed, and the next one clears what it was at', async () => {
    commit('big.txt', Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 99_991).join(' '))
    let reached = false
    const server = await serveHttp(allowed, {
      hold: (sent) => {
        reached ||= sent > 20_000
        return reached
      },
    })
    const url = `http://${server.host}/crm/.git`
    const script = path.join(import.meta.dirname, 'place.fixture.ts')
    const child = spawn(process.execPath, [script, folder('mirrors'), url, server.host, root, at('oca/crm')], { stdio: 'ignore' })
    await eventually('the pack is on its way', () => reached)
    child.kill('SIGKILL')
    await once(child, 'exit')
    assert.ok((await openProcess().killLabelled('place-fixture')) > 0)
    await server.close()
    assert.deepEqual(readdirSync(at('oca')), ['.crm.cloning'])
    assert.equal(await removing(), false)
    assert.deepEqual(readdirSync(at('oca')), [])
    mkdirSync(at('oca/.crm.cloning/half'), { recursive: true })
    assert.equal((await placing()).outcome, 'cloned')
    assert.deepEqual(readdirSync(at('oca')), ['crm'])
    gitIn(at('oca/crm'), 'fsck', '--strict')
  })

  it('leaves nothing behind when it is cancelled', async () => {
    const stop = new AbortController()
    let reached = false
    const server = await serveHttp(allowed, {
      hold: () => {
        reached = true
        return true
      },
    })
    git = open({ allow: { hosts: [server.host], paths: [top] } })
    const placed = git.place(`http://${server.host}/crm/.git`, { folder: at('crm'), root }, { signal: stop.signal })
    placed.catch(() => undefined)
    await eventually('it is asked', () => reached)
    stop.abort()
    await assert.rejects(placed, { code: 'cancelled' })
    await server.close()
    assert.deepEqual(readdirSync(root), [])
  })
})

describe('removePlaced', () => {
  it('takes away what a call of its label has made, and nothing else', async () => {
    await placing('mine')
    await placing('other', {}, 'r2')
    gitIn(root, 'clone', '-q', source, at('own'))
    assert.deepEqual(
      [await removing('mine'), await removing('mine'), await removing('other'), await removing('own')],
      [true, false, false, false],
    )
    assert.deepEqual(readdirSync(root), ['other', 'own'])
    assert.equal(await git.removePlaced({ folder: at('other'), root }), false)
  })

  it('leaves what was changed since', async () => {
    await placing('mine')
    writeFileSync(at('mine/notes'), 'mine\n')
    await assert.rejects(removing('mine'), { code: 'conflict', message: /has been changed since it was cloned/ })
    gitIn(at('mine'), 'add', '-A')
    gitIn(at('mine'), 'commit', '-q', '-m', 'Mine')
    await assert.rejects(removing('mine'), { code: 'conflict' })
    assert.ok(existsSync(at('mine/notes')))
  })
})
