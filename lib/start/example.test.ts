import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { makeExamples } from './example.ts'
import { run } from './run.ts'

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'example-'))
after(() => rmSync(dataDir, { recursive: true }))
const place = (name: string) => path.join(dataDir, 'repositories', name)
const git = (name: string, ...args: string[]) => run('git', args, { cwd: place(name) })

const branches = [
  ['example', 'main', 'dd00c9815a7b7006d847ba77de9ace29dc797eb0'],
  ['example', 'broken', '6008dcb8edd2b02edadf95eb6c20b29f0ebff8f8'],
  ['example-addons', 'main', 'e00063e444c4f980dffcce833ac3ffa5b18beb0a'],
  ['example-addons', 'failing', 'de2a06065718a42cd7dd6e5e08845455aef73fa0'],
  ['example-addons', 'warning', 'ae8d7fead96b3ce801e3b16812723ba4d3778191'],
  ['example-addons', 'broken', '5162110b4a2c80bbbb912b747cbd518637a85331'],
] as const

test('the examples have the same commits on every machine, and are made once', async () => {
  // What an earlier start that was killed may have left.
  mkdirSync(`${place('example')}.new/.git`, { recursive: true })
  await makeExamples(dataDir)
  for (const [name, branch, sha] of branches) assert.equal((await git(name, 'rev-parse', branch)).trim(), sha, `${name} ${branch}`)
  for (const name of ['example', 'example-addons']) {
    assert.equal(await git(name, 'status', '--porcelain'), '')
    assert.equal((await git(name, 'branch', '--show-current')).trim(), 'main')
    assert.equal(existsSync(`${place(name)}.new`), false)
  }
  await git('example', '-c', 'user.name=A', '-c', 'user.email=a@localhost', 'commit', '--quiet', '--allow-empty', '--message', 'Mine')
  const mine = await git('example', 'rev-parse', 'main')
  await makeExamples(dataDir)
  assert.equal(await git('example', 'rev-parse', 'main'), mine)
})

test('each branch of the addons changes one file of the loans alone, so that a run leaves the library out', async () => {
  for (const [branch, file] of [
    ['failing', 'models/loan.py'],
    ['warning', 'models/loan.py'],
    ['broken', 'views/loan_views.xml'],
  ] as const)
    assert.equal(await git('example-addons', 'diff', '--name-only', `main...${branch}`), `addons/example_library_loan/${file}\n`)
})
