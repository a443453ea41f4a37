import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { defaultDataFolder, firstClosedTo, lockFileOf, openDataFolder } from './data-folder.ts'

let place = ''
beforeEach(() => {
  place = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'folder-')))
  chmodSync(place, 0o755)
})
afterEach(() => rmSync(place, { recursive: true }))

const isRoot = process.getuid?.() === 0
const stranger = { name: 'stranger', uid: 54321, gid: 54321 }
const modeOf = (folder: string) => statSync(folder).mode & 0o777

test('a new folder is open to its owner alone', () => {
  const dir = openDataFolder(path.join(place, 'a/b'), undefined)
  assert.equal(dir, path.join(place, 'a/b'))
  assert.equal(modeOf(dir), 0o700)
})

test('as root the database user is let through, and nobody else', { skip: !isRoot && 'out of reach: not root' }, () => {
  const dir = openDataFolder(path.join(place, 'data'), stranger)
  assert.equal(modeOf(dir), 0o710)
  assert.equal(statSync(dir).gid, stranger.gid)
})

test('a data folder is opened again as it is; a link leads to it', () => {
  const dir = path.join(place, 'data')
  mkdirSync(dir, { mode: 0o750 })
  writeFileSync(lockFileOf(dir), '')
  chmodSync(dir, 0o750)
  symlinkSync(dir, path.join(place, 'link'))
  assert.equal(openDataFolder(path.join(place, 'link'), undefined), dir)
  assert.equal(modeOf(dir), 0o750)
})

test('a folder that holds something else is left alone', () => {
  writeFileSync(path.join(place, 'letter'), '')
  assert.throws(() => openDataFolder(place, undefined), {
    code: 'invalid',
    message: `The folder ${place} is not empty and is not a data folder of a control room.`,
  })
  assert.equal(modeOf(place), 0o755)
})

test('a folder where the database user may not go is refused by the name of what is closed, and not made', () => {
  const shut = path.join(place, 'shut')
  mkdirSync(shut, { mode: 0o700 })
  const dataDir = path.join(shut, 'deep/data')
  assert.throws(() => openDataFolder(dataDir, stranger), {
    code: 'refused',
    message: `PostgreSQL runs as user stranger, who may not enter ${shut}, where the data folder ${dataDir} lies.`,
    hint: /--data/,
  })
  assert.equal(existsSync(path.join(shut, 'deep')), false)
})

test('a folder that cannot be made is refused', () => {
  writeFileSync(path.join(place, 'file'), '')
  assert.throws(() => openDataFolder(path.join(place, 'file/data'), undefined), { code: 'refused', message: /cannot be used: ENOTDIR/ })
})

test('the default is .data in the checkout, unless the database user may not enter that: then it is a link', () => {
  const said: string[] = []
  const shut = path.join(place, 'shut')
  const home = path.join(place, 'home')
  mkdirSync(shut, { mode: 0o700 })
  assert.equal(defaultDataFolder({ root: shut, user: undefined, say: (line) => void said.push(line), home }), path.join(shut, '.data'))
  assert.equal(defaultDataFolder({ root: place, user: stranger, say: (line) => void said.push(line), home }), path.join(place, '.data'))
  assert.equal(said.length, 0)
  const dataDir = defaultDataFolder({ root: shut, user: stranger, say: (line) => void said.push(line), home })
  assert.equal(dataDir, path.join(shut, '.data'))
  assert.equal(path.dirname(realpathSync(dataDir)), home)
  assert.equal(firstClosedTo(stranger, home), undefined)
  assert.equal(said.length, 1)
  assert.equal(defaultDataFolder({ root: shut, user: stranger, say: (line) => void said.push(line), home }), dataDir)
  assert.equal(said.length, 1)
})
