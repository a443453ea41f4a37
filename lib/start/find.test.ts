import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { announce, findControlRoom } from './find.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'find-'))
const file = path.join(folder, 'control-room.json')
after(() => rmSync(folder, { recursive: true }))
const room = { port: 8017, address: 'http://127.0.0.1:8017', databaseUrl: 'postgresql://127.0.0.1/control_room' }

test('a control room is found while it is announced, for the eyes of its owner', () => {
  assert.equal(findControlRoom(folder), null)
  const withdraw = announce(folder, room, new Date('2026-01-01T00:00:00Z'))
  const found = findControlRoom(folder)
  assert.equal(found?.address, room.address)
  assert.equal(found.pid, process.pid)
  assert.equal(found.startedAt, '2026-01-01T00:00:00.000Z')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  withdraw()
  assert.equal(existsSync(file), false)
})

test('what a killed supervisor left is not believed, although its pid may be in use again', () => {
  const withdraw = announce(folder, room, new Date())
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/"processStarted": ".*"/, '"processStarted": "1"'))
  assert.equal(findControlRoom(folder), null)
  withdraw()
})
