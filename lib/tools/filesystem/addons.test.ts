import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { openAddons } from './addons.ts'

let base: string
beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'addons-')))
})
afterEach(() => {
  rmSync(base, { recursive: true })
})

function module(folder: string, text = "{'name': 'x'}"): string {
  const place = path.join(base, folder)
  mkdirSync(place, { recursive: true })
  writeFileSync(path.join(place, '__manifest__.py'), text)
  return place
}
const at = (...parts: string[]) => path.join(base, ...parts)
const open = () => openAddons({ roots: [base] })
const problems = async (paths: string[]) => (await open().modules(paths)).folders.map(({ name, problem }) => [name, problem])

test('folders with a manifest directly below the path are modules, in the order of the path and of their names', async () => {
  module('b/two')
  module('b/one')
  module('a/three')
  module('a/deep/hidden')
  mkdirSync(at('a/no_module'))
  writeFileSync(at('a/file.py'), '')
  const { folders, unread } = await open().modules([at('b'), at('a'), at('b')])
  assert.deepEqual(
    folders.map(({ name, path: place, root }) => [name, place, root]),
    [
      ['one', at('b/one'), at('b')],
      ['two', at('b/two'), at('b')],
      ['three', at('a/three'), at('a')],
    ],
  )
  assert.deepEqual(unread, [])
})

test('bytes are the same object until the file changes', async () => {
  const place = module('a/one', "{'name': 'first'}")
  const files = open()
  const first = (await files.modules([at('a')])).folders[0]?.manifest
  assert.equal((await files.modules([at('a')])).folders[0]?.manifest, first)
  writeFileSync(path.join(place, '__manifest__.py'), "{'name': 'later'}")
  const later = (await files.modules([at('a')])).folders[0]?.manifest
  assert.notEqual(later, first)
  assert.match(Buffer.from(later ?? []).toString(), /later/)
  // Of the same length and the same time of change, as a careless copy leaves it.
  utimesSync(path.join(place, '__manifest__.py'), 1, 1)
  const copied = (await files.modules([at('a')])).folders[0]?.manifest
  assert.notEqual(copied, later)
})

test('links are followed, also of the path itself, and are known by their own names', async () => {
  module('real/one')
  mkdirSync(at('linked'))
  symlinkSync(at('real/one'), at('linked/other'))
  symlinkSync(at('linked'), at('way'))
  assert.deepEqual(
    (await open().modules([at('way')])).folders.map(({ name, path: place }) => [name, place]),
    [['other', at('way/other')]],
  )
})

test('a circle of links, a link that leads out, and a manifest that is none or too large are told and hide nothing', async () => {
  module('a/fine')
  symlinkSync(at('a/round'), at('a/round'))
  mkdirSync(at('a/folder/__manifest__.py'), { recursive: true })
  module('a/large', ' '.repeat(1024 * 1024 + 1))
  symlinkSync('/usr', at('a/usr'))
  mkdirSync(at('a/out'))
  symlinkSync('/etc/hostname', at('a/out/__manifest__.py'))
  assert.deepEqual(await problems([at('a')]), [
    ['fine', null],
    ['folder', 'Its manifest is not a file.'],
    ['large', 'Its manifest has 1048577 bytes; one has at most 1 MiB.'],
    ['out', 'It is a link that leads out of the folders that may be read.'],
    ['round', 'It is a link that leads in a circle.'],
  ])
})

test('a folder that is not there, is none, or lies elsewhere is told, and the others are read', async () => {
  module('a/one')
  writeFileSync(at('file'), '')
  const { folders, unread } = await open().modules([at('none'), at('file'), '/usr', 'relative', at('a')])
  assert.deepEqual(
    folders.map(({ name }) => name),
    ['one'],
  )
  assert.deepEqual(unread, [
    { path: at('none'), isAbsent: true, message: 'It is not there.' },
    { path: at('file'), isAbsent: false, message: 'It is not a folder.' },
    { path: '/usr', isAbsent: false, message: 'It is not below a folder that may be read: see allow.paths in config/agent.yml.' },
    { path: 'relative', isAbsent: false, message: 'It is not an absolute path.' },
  ])
})

test('what its user may not read is told', { skip: process.getuid?.() !== 0 }, async () => {
  module('closed/one')
  module('half/one')
  module('half/two')
  chmodSync(at('closed'), 0)
  chmodSync(at('half/one/__manifest__.py'), 0)
  chmodSync(base, 0o755)
  process.seteuid?.(65_534)
  try {
    const { folders, unread } = await open().modules([at('closed'), at('half')])
    assert.deepEqual(unread, [{ path: at('closed'), isAbsent: false, message: "It may not be read by the control room's user." }])
    assert.deepEqual(
      folders.map(({ name, problem }) => [name, problem]),
      [
        ['one', "It may not be read by the control room's user."],
        ['two', null],
      ],
    )
  } finally {
    process.seteuid?.(0)
  }
})

test('a text is read below the roots, and nothing elsewhere', async () => {
  writeFileSync(at('c.json'), '{}')
  mkdirSync(at('folder'))
  symlinkSync('/etc/hostname', at('out'))
  writeFileSync(at('large'), ' '.repeat(1024 * 1024 + 1))
  const files = open()
  assert.equal(await files.text(at('c.json')), '{}')
  assert.equal(await files.text(at('none')), null)
  await assert.rejects(files.text(at('out')), { code: 'refused' })
  await assert.rejects(files.text(at('folder')), { code: 'unavailable' })
  await assert.rejects(files.text(at('large')), { code: 'too_large' })
})
