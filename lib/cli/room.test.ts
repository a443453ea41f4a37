import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { OpsError } from '../core/error.ts'
import { findAnnounced } from './announced.ts'
import { dataFolder, findRoom, withoutPassword } from './room.ts'

let place = ''
beforeEach(() => {
  place = mkdtempSync(path.join(os.tmpdir(), 'room-'))
})
afterEach(() => rmSync(place, { recursive: true }))
const announce = (what: unknown) => writeFileSync(path.join(place, 'control-room.json'), JSON.stringify(what))

test('the data folder is the one that was named, else that of the environment, else .data', () => {
  const world = { env: { DATA_DIR: '/srv/a' }, root: '/opt/room' }
  assert.deepEqual(dataFolder(world, '/srv/b'), { dataDir: '/srv/b', isDefault: false })
  assert.deepEqual(dataFolder(world, undefined), { dataDir: '/srv/a', isDefault: false })
  assert.deepEqual(dataFolder({ ...world, env: {} }, undefined), { dataDir: '/opt/room/.data', isDefault: true })
  assert.deepEqual(dataFolder({ ...world, env: { DATA_DIR: '' } }, undefined).isDefault, true)
  assert.throws(() => dataFolder(world, ''), OpsError)
})

test('what is announced counts only while that process lives and is a supervisor', () => {
  const announced = { port: null, address: null, databaseUrl: 'postgresql://h/d', startedAt: '2026-01-01T00:00:00Z' }
  assert.equal(findAnnounced(place), null)
  announce({ ...announced, pid: 2 ** 22 + 1 })
  assert.equal(findAnnounced(place), null)
  announce({ ...announced, pid: process.pid })
  assert.equal(findAnnounced(place), null, 'this test is no supervisor')
  for (const broken of [null, [], 'x', { ...announced, pid: 0 }, { pid: process.pid }]) {
    announce(broken)
    assert.equal(findAnnounced(place), null)
  }
  writeFileSync(path.join(place, 'control-room.json'), '{"pid":')
  assert.equal(findAnnounced(place), null)
})

test('without an announcement DATABASE_URL names the room, and without that there is none', () => {
  const world = { env: { DATABASE_URL: 'postgresql://u:p@h:5/d' }, root: '/' }
  assert.deepEqual(findRoom(world, place), { databaseUrl: 'postgresql://u:p@h:5/d', dataDir: place, announced: null })
  assert.equal(findRoom({ ...world, env: {} }, place), null)
})

test('of a database URL only host and name are shown', () => {
  assert.equal(withoutPassword('postgresql://user:hunter2@db.example:5433/room'), 'room at db.example:5433')
  assert.equal(withoutPassword('hunter2'), 'which DATABASE_URL names')
})
