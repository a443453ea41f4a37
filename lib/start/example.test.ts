import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { makeExample } from './example.ts'
import { run } from './run.ts'

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'example-'))
after(() => rmSync(dataDir, { recursive: true }))

test('the example has the same two commits on every machine, and is made once', async () => {
  // What an earlier start that was killed may have left.
  mkdirSync(path.join(dataDir, 'repositories/example.new/.git'), { recursive: true })
  const place = await makeExample(dataDir)
  const git = (...args: string[]) => run('git', args, { cwd: place })
  assert.equal((await git('rev-parse', 'main')).trim(), 'dd00c9815a7b7006d847ba77de9ace29dc797eb0')
  assert.equal((await git('rev-parse', 'broken')).trim(), '6008dcb8edd2b02edadf95eb6c20b29f0ebff8f8')
  assert.equal(await git('status', '--porcelain'), '')
  assert.equal((await git('branch', '--show-current')).trim(), 'main')
  assert.equal(existsSync(`${place}.new`), false)
  await git('-c', 'user.name=A', '-c', 'user.email=a@localhost', 'commit', '--quiet', '--allow-empty', '--message', 'Mine')
  const mine = await git('rev-parse', 'main')
  assert.equal(await makeExample(dataDir), place)
  assert.equal(await git('rev-parse', 'main'), mine)
})
