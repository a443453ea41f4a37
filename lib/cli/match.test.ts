import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flagOf } from '../core/command.ts'
import { OpsError } from '../core/error.ts'
import { fieldsOf } from '../core/field.ts'
import { skills } from '../devops-agent.ts'
import { commands } from './commands.ts'
import { globalFlags, runFlags } from './flag.ts'
import { match } from './match.ts'

const found = (...tokens: string[]) => {
  const matched = match(tokens, skills)
  return matched && 'command' in matched ? [matched.command.address ?? matched.command.name, matched.rest] : matched
}

test('a verb is found by skill, address, alias, two words, kebab case and its name for agents', () => {
  for (const typed of [
    ['skill', 'run', 'github_ci_runner'],
    ['skill', 'run', 'github_ci_runner.run'],
    ['skill', 'run', 'github-ci-runner'],
    ['skill', 'run', 'github_ci_runner__run'],
    ['ci'],
    ['github_ci_runner', 'run'],
    ['github-ci-runner', 'run'],
    ['github_ci_runner.run'],
  ])
    assert.deepEqual(found(...typed, '--repo', 'x'), ['github_ci_runner.run', ['--repo', 'x']], typed.join(' '))
})

test('every verb can be typed by its address, and every alias leads to its verb', () => {
  for (const [address, { alias }] of Object.entries(skills)) {
    assert.deepEqual(found('skill', 'run', address), [address, []])
    if (alias) assert.deepEqual(found(alias), [address, []])
  }
})

test('what every command understands may stand before it, its own flags after it', () => {
  assert.deepEqual(found('--data', 'runs', '--json', 'runs', 'show', 'abc', '--log'), [
    'runs show',
    ['--data', 'runs', '--json', 'abc', '--log'],
  ])
  assert.deepEqual(found('--data=x', 'status'), ['status', ['--data=x']])
})

test('a group alone is a group, nothing at all is nothing', () => {
  assert.deepEqual(found('runs'), { group: 'runs' })
  assert.deepEqual(found('members', '--help'), { group: 'members' })
  assert.equal(found(), null)
  assert.equal(found('--json'), null)
})

test('an unknown command is refused with the nearest one', () => {
  const hintOf = (...tokens: string[]) => {
    try {
      match(tokens, skills)
    } catch (error) {
      return error instanceof OpsError ? error.hint : error
    }
    return 'it was found'
  }
  assert.equal(hintOf('rusn'), 'Did you mean devops-agent runs?')
  assert.equal(hintOf('runs', 'canel'), 'Did you mean devops-agent runs cancel?')
  assert.equal(hintOf('stauts'), 'Did you mean devops-agent status?')
  assert.equal(hintOf('github_ci_runner.runn'), 'Did you mean devops-agent github_ci_runner.run?')
  assert.equal(hintOf('constructor'), 'devops-agent --help says what there is.')
})

test('no input of a verb has the name of a flag that means something else, and no alias that of a command', () => {
  const taken = [...globalFlags, ...runFlags].map(({ name }) => flagOf(name))
  for (const [address, verb] of Object.entries(skills)) {
    const clashes = fieldsOf(verb.input).filter(({ name }) => taken.includes(flagOf(name)) || flagOf(name).startsWith('--no-'))
    assert.deepEqual(clashes, [], address)
  }
  const words = new Set(commands.map(({ name }) => name.split(' ')[0]))
  assert.deepEqual(
    Object.values(skills).filter(({ alias }) => alias && words.has(alias)),
    [],
  )
})
