import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { openSecrets } from './secrets.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const file = () => path.join(folder, 'secrets.json')

test('secrets are made once, for their owner alone', () => {
  const made = openSecrets(folder)
  assert.ok(made.nextAuthSecret.length >= 43)
  assert.notEqual(made.nextAuthSecret, made.databasePassword)
  assert.deepEqual(openSecrets(folder), made)
  assert.equal(statSync(file()).mode & 0o777, 0o600)
})

test('secrets that others may read are refused', () => {
  openSecrets(folder)
  chmodSync(file(), 0o640)
  assert.throws(() => openSecrets(folder), {
    code: 'refused',
    message: `${file()} can be read by other users (mode 0640).`,
    hint: `Close it with: chmod 600 ${file()}`,
  })
})

test('a damaged file is named, and not replaced', () => {
  writeFileSync(file(), '{"nextAuthSecret": "short"', { mode: 0o600 })
  assert.throws(() => openSecrets(folder), { code: 'invalid', message: `${file()} is damaged.` })
  writeFileSync(file(), '{"nextAuthSecret": "short"}', { mode: 0o600 })
  assert.throws(() => openSecrets(folder), { message: `${file()} is damaged.` })
})
