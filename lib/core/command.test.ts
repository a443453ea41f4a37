import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { commandOf } from './command.ts'

test('an input becomes flags', () => {
  assert.equal(
    commandOf('github_ci_runner.run', { repo: 'example', branch: 'main', keepFolder: true, sha: null, dry: false, tag: ['a', 'b'], pr: 3 }),
    'devops-agent skill run github_ci_runner.run --repo example --branch main --keep-folder --no-dry --tag a --tag b --pr 3',
  )
})

test('a value that looks like a flag is pasted as a value', () => {
  assert.equal(commandOf('a.b', { branch: '--help', tag: ['-x'] }), 'devops-agent skill run a.b --branch=--help --tag=-x')
})

test('a pasted line gives a shell the very words', () => {
  for (const value of ["it's", 'a b', '$(id)', '`x`', '"', '', 'ünï', 'a;b', '\\', 'line\nbreak']) {
    const line = commandOf('a.b', { value }).replace('devops-agent skill run a.b --value', "printf '%s'")
    assert.equal(execFileSync('sh', ['-c', line], { encoding: 'utf8' }), value)
  }
})
