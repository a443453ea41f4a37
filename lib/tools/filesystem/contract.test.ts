import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { openFilesystem } from './local.ts'

const top = mkdtempSync(path.join(tmpdir(), 'filesystem '))
const workRoot = path.join(top, 'data', 'work')
const extra = path.join(top, 'extra')
const files = openFilesystem({ roots: [extra], workRoot })
const strange = ['-rf', 'two words', 'line\nbreak', 'ünï 模块 😀', '.hidden', '*', "it's", '$(id)', 'back\\slash']
after(() => rmSync(top, { recursive: true }))
let run = 0
let folder = ''
beforeEach(async () => {
  run += 1
  folder = await files.workFolder(`run-${run}`)
})

describe('the folder of a run', () => {
  it('is made once, for its owner only, and is removed with all in it', async () => {
    assert.equal(folder, path.join(workRoot, `run-${run}`))
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    writeFileSync(path.join(folder, 'kept'), '')
    await files.workFolder(`run-${run}`)
    assert.deepEqual(readdirSync(folder), ['kept'])
    await files.removeWorkFolder(`run-${run}`)
    assert.equal(existsSync(folder), false)
    await files.removeWorkFolder(`run-${run}`)
  })

  it('has a plain name, or is refused', async () => {
    for (const id of ['', '.', '..', '../x', 'a/b', '/etc', 'a\0b', '-rf', 'a b', 'x'.repeat(200)]) {
      await assert.rejects(files.workFolder(id), { code: 'refused', message: /is not the id of a run/ }, id)
      await assert.rejects(files.removeWorkFolder(id), { code: 'refused' }, id)
    }
  })

  it('is removed without following links, and with names that are no text', async () => {
    const outside = path.join(top, 'outside')
    mkdirSync(outside, { recursive: true })
    writeFileSync(path.join(outside, 'precious'), '')
    symlinkSync(outside, path.join(folder, 'link'))
    for (const name of strange) mkdirSync(path.join(folder, 'deep', name, name), { recursive: true })
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/deep/`), Buffer.from([0xff, 0xfe, 0x80])]), '')
    await files.removeWorkFolder(`run-${run}`)
    assert.deepEqual([existsSync(folder), readdirSync(outside)], [false, ['precious']])
  })

  it('that is a link elsewhere is refused, and removing it removes the link alone', async () => {
    const outside = path.join(top, 'elsewhere')
    mkdirSync(outside)
    writeFileSync(path.join(outside, 'precious'), '')
    symlinkSync(outside, path.join(workRoot, 'linked'))
    await assert.rejects(files.workFolder('linked'), { code: 'refused', message: /leads out of the folders/ })
    await files.removeWorkFolder('linked')
    assert.deepEqual([existsSync(path.join(workRoot, 'linked')), readdirSync(outside)], [false, ['precious']])
  })

  it('is removed where its folders were made unwritable', () =>
    asNobody(async (root) => {
      const deep = path.join(root, 'run-x', 'cache', 'package')
      mkdirSync(deep, { recursive: true })
      writeFileSync(path.join(deep, 'file'), '')
      for (const each of [deep, path.dirname(deep)]) chmodSync(each, 0o555)
      await openFilesystem({ roots: [], workRoot: root }).removeWorkFolder('run-x')
      assert.deepEqual(readdirSync(root), [])
    }))
})

describe('text', () => {
  it('is written and read as it is, whatever the file is called, and replaces what was there', async () => {
    for (const name of strange) {
      const file = path.join(folder, 'new', name)
      await files.writeText(file, 'old and longer')
      await files.writeText(file, 'tëxt\n')
      assert.equal(await files.readText(file), 'tëxt\n')
      assert.equal(await files.exists(file), true)
    }
    assert.deepEqual(readdirSync(path.join(folder, 'new')).sort(), [...strange].sort())
    assert.equal(await files.exists(path.join(folder, 'nothing', 'here')), false)
  })

  it('up to the limit is read, above it is too large, and invalid UTF-8 is replaced', async () => {
    const file = path.join(extra, 'size')
    mkdirSync(extra, { recursive: true })
    writeFileSync(file, Buffer.from([0x61, 0xff, 0x62]))
    assert.equal(await files.readText(file, { maxBytes: 3 }), 'a\uFFFDb')
    await assert.rejects(files.readText(file, { maxBytes: 2 }), { code: 'too_large', message: `${file} has more than 2 bytes.` })
    writeFileSync(file, 'x'.repeat(1024 * 1024 + 1))
    await assert.rejects(files.readText(file), { code: 'too_large' })
  })

  it('is never half there: a failed write leaves the old file and nothing beside it', async () => {
    const file = path.join(folder, 'taken')
    mkdirSync(path.join(file, 'inside'), { recursive: true })
    await assert.rejects(files.writeText(file, 'x'), { code: 'refused', message: `${file} is a folder.` })
    assert.deepEqual(readdirSync(folder), ['taken'])
  })

  it('of what is no file is refused or not found, and a pipe does not wait', async () => {
    execFileSync('mkfifo', [path.join(folder, 'pipe')])
    await assert.rejects(files.readText(path.join(folder, 'pipe')), { code: 'refused', message: /is not a file that can be read/ })
    await assert.rejects(files.readText(folder), { code: 'refused' })
    await assert.rejects(files.readText(path.join(folder, 'nothing')), {
      code: 'not_found',
      message: `${folder}/nothing is not there.`,
      hint: 'Check its path.',
    })
    writeFileSync(path.join(folder, 'file'), '')
    await assert.rejects(files.readText(path.join(folder, 'file', 'below')), { code: 'not_found' })
    await assert.rejects(files.writeText(path.join(folder, 'x'.repeat(300)), ''), { code: 'refused', message: /has too long a name/ })
  })
})

describe('a path that leads out of the roots', () => {
  it('is refused by every method, by dots, by a link to a file, to a folder and to nothing', async () => {
    const secret = path.join(top, 'secret')
    writeFileSync(secret, 'secret')
    symlinkSync(secret, path.join(folder, 'file-link'))
    symlinkSync(top, path.join(folder, 'folder-link'))
    symlinkSync(path.join(top, 'not-yet'), path.join(folder, 'dangling'))
    const ways = [
      secret,
      `${folder}/../../../secret`,
      `${folder}/file-link`,
      `${folder}/folder-link/secret`,
      `${folder}/folder-link/new`,
      `${folder}/dangling`,
    ]
    for (const way of [...ways, 'relative', `${folder}/a\0b`, '/', '/etc/passwd', `${workRoot}-not/x`, '']) {
      for (const attempt of [files.readText, (file: string) => files.writeText(file, 'x'), files.exists, files.list])
        await assert.rejects(attempt(way), { code: 'refused', message: /leads out of the folders that may be touched/ }, way)
    }
    assert.equal(readFileSync(secret, 'utf8'), 'secret')
    assert.equal(existsSync(path.join(top, 'not-yet')), false)
  })

  it('by a link inside the roots is followed', async () => {
    await files.writeText(path.join(folder, 'real', 'file'), 'x')
    symlinkSync(path.join(folder, 'real'), path.join(folder, 'alias'))
    assert.equal(await files.readText(path.join(folder, 'alias', 'file')), 'x')
  })

  it('is everything but the root that was moved away', async () => {
    renameSync(extra, `${extra}-moved`)
    assert.equal(await files.exists(path.join(extra, 'size')), false)
    renameSync(`${extra}-moved`, extra)
  })
})

describe('list', () => {
  it('gives regular files with their sizes in order of path, links and skipped folders left out', async () => {
    for (const name of strange) await files.writeText(path.join(folder, name, name), name)
    await files.writeText(path.join(folder, 'node_modules', 'x'), '')
    await files.writeText(path.join(folder, 'two words', 'deep', 'x'), '')
    symlinkSync('/etc', path.join(folder, 'link'))
    symlinkSync(folder, path.join(folder, 'loop'))
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff])]), '')
    const listed = await files.list(folder, { skip: ['node_modules', 'two words/deep'] })
    const expected = strange.map((name) => ({ path: `${name}/${name}`, sizeBytes: Buffer.byteLength(name) }))
    assert.deepEqual(
      listed,
      expected.sort((a, b) => (a.path < b.path ? -1 : 1)),
    )
  })

  it('stops above its limit, when it is cancelled and at its deadline', async () => {
    for (const name of ['a', 'b', 'c']) await files.writeText(path.join(folder, name), '')
    assert.equal((await files.list(folder, { limit: 3 })).length, 3)
    await assert.rejects(files.list(folder, { limit: 2 }), { code: 'too_large', message: `${folder} holds more than 2 files.` })
    await assert.rejects(files.list(folder, { signal: AbortSignal.abort() }), { code: 'cancelled' })
    await assert.rejects(files.list(folder, { deadlineMs: -1 }), { code: 'timeout' })
    await assert.rejects(files.list(path.join(folder, 'nothing')), { code: 'not_found' })
    await assert.rejects(files.list(path.join(folder, 'a')), { code: 'not_found' })
  })

  it('of a folder is whole though one below it cannot be read', () =>
    asNobody(async (root) => {
      const closed = path.join(root, 'closed')
      mkdirSync(closed)
      writeFileSync(path.join(root, 'open'), '')
      chmodSync(closed, 0)
      const theirs = openFilesystem({ roots: [], workRoot: root })
      assert.deepEqual(await theirs.list(root), [{ path: 'open', sizeBytes: 0 }])
      await assert.rejects(theirs.list(closed), {
        code: 'unavailable',
        message: `${closed} may not be touched by the control room's user.`,
      })
      await assert.rejects(theirs.exists(path.join(closed, 'x')), { code: 'unavailable' })
      chmodSync(closed, 0o700)
    }))
})

/** Root may do everything: as root the work is done with the rights of another user, in a folder of its own. */
async function asNobody(work: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'nobody-'))
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(root, 65_534, 65_534)
  if (isRoot) process.seteuid?.(65_534)
  try {
    await work(root)
  } finally {
    if (isRoot) process.seteuid?.(0)
    rmSync(root, { recursive: true })
  }
}
