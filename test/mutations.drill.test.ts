import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type Drilled, writeDrill } from './drill-report.ts'
import { mutations } from './mutations.ts'
import { agentMutations } from './mutations-agents.ts'
import { githubMutations } from './mutations-github.ts'
import { layoutMutations } from './mutations-layout.ts'
import { moduleMutations } from './mutations-modules.ts'
import { odooMutations } from './mutations-odoo.ts'
import { roomMutations } from './mutations-room.ts'
import { treeMutations } from './mutations-tree.ts'

let copy = ''
const rows: Drilled[] = []
before(() => {
  copy = mkdtempSync(path.join(os.tmpdir(), 'mutated-'))
  chmodSync(copy, 0o755)
  const files = execFileSync('git', ['ls-files', '-z', '--', 'lib', 'skills', 'config', 'prisma', 'test', 'package.json'], {
    encoding: 'utf8',
  })
  for (const file of [...files.split('\0').filter(Boolean), 'lib/store/generated']) cpSync(file, path.join(copy, file), { recursive: true })
  symlinkSync(path.resolve('node_modules'), path.join(copy, 'node_modules'))
})
after(() => {
  rmSync(copy, { recursive: true, force: true })
  writeDrill('Guards taken away', rows)
})

for (const { guard, file, changes, test: suite, name } of [
  ...mutations,
  ...odooMutations,
  ...agentMutations,
  ...roomMutations,
  ...treeMutations,
  ...moduleMutations,
  ...githubMutations,
  ...layoutMutations,
]) {
  test(`taken away: ${guard}`, () => {
    const target = path.join(copy, file)
    const whole = readFileSync(target, 'utf8')
    let text = whole
    for (const [from, to] of changes) {
      assert.ok(text.includes(from), `${file} has no ${JSON.stringify(from)} to take away`)
      text = text.replace(from, () => to)
    }
    writeFileSync(target, text)
    try {
      const { NODE_TEST_CONTEXT: _, ...env } = process.env
      const words = [
        '--test',
        '--test-timeout=60000',
        '--test-reporter=tap',
        `--test-name-pattern=${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`,
        suite,
      ]
      const { stdout, status } = spawnSync(process.execPath, words, { cwd: copy, env, encoding: 'utf8', timeout: 150_000 })
      assert.notEqual(status, 0, `“${name}” still passes without the guard`)
      assert.match(stdout, /^\s*not ok /m, 'it fails in the test itself')
      rows.push({ what: `${guard} (\`${file}\`)`, result: `noticed by “${name}”` })
    } finally {
      writeFileSync(target, whole)
    }
  })
}
