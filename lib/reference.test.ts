import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { z } from 'zod'
import { readArguments } from './cli/args.ts'
import { fieldsOf } from './core/field.ts'
import { defineRead, defineVerb, type Registry } from './core/skill.ts'
import { skills } from './devops-agent.ts'
import { referenceOf } from './reference.ts'

const outcome = z.object({ done: z.boolean() })
const restore = defineVerb({
  title: 'Restore',
  summary: 'Loads a backup.',
  effect: 'destroy',
  alias: 'restore',
  input: z.object({
    backup: z.string().describe('Which | one'),
    into: z.enum(['staging', 'development']).default('staging'),
    skipFiles: z.boolean().default(false),
    modules: z.array(z.string()).optional(),
  }),
  output: outcome,
  example: { backup: "ana's", skipFiles: true, modules: ['a', 'b'] },
  steps: { safety: 'Take a safety copy', load: 'Load it' },
  confirm: ({ into }) => `Replace ${into}`,
  run: async () => ({ done: true }),
})
const read = defineRead({
  title: 'Look',
  summary: 'Looks.',
  effect: 'read',
  input: z.object({}),
  output: outcome,
  example: {},
  answer: async () => ({ done: true }),
})
const verbs: Registry = { 'control_room.look': read, 'zoo.look': read, 'backup_manager.restore': { ...restore, safeguard: 'safety' } }
const text = referenceOf(verbs)

test('a skill has a heading when it has verbs: the ten in their order, then others, the control room last', () => {
  assert.deepEqual(
    [...text.matchAll(/^## (.*)$/gm)].map(([, skill]) => skill),
    ['backup_manager', 'zoo', 'control_room'],
  )
})

test('a verb is shown with its effect, role, inputs, steps and safeguard', () => {
  for (const line of [
    '### backup_manager.restore',
    '**Restore** · 🔴 destroys · for operator · short: `devops-agent restore`',
    '| `backup` | text | required | Which \\| one |',
    '| `into` | choice | `"staging"` | Into; one of staging, development |',
    '| `skipFiles` | switch | `false` | Skip files |',
    '1. Take a safety copy',
    '2. Load it',
    'Safeguard: Take a safety copy.',
    'POST /api/skills/backup_manager/restore',
  ])
    assert.ok(text.split('\n').includes(line), line)
  const none = referenceOf({ 'a.b': { ...restore, safeguard: { none: 'It is a lab.' } } })
  assert.ok(none.includes('No safeguard: It is a lab.'))
})

test('each command that is shown gives the command line the very example', () => {
  for (const [registry, page] of [[verbs, text] as const, [skills, referenceOf(skills)] as const]) {
    for (const [address, { input, example }] of Object.entries(registry)) {
      const line =
        page
          .split('\n')
          .find((one) => one === `devops-agent skill run ${address}` || one.startsWith(`devops-agent skill run ${address} `)) ?? ''
      const words = execFileSync('sh', ['-c', line.replace('devops-agent', `printf '%s\\0'`)], { encoding: 'utf8' }).split('\0')
      assert.deepEqual({ ...readArguments(words.slice(3, -1), fieldsOf(input)).values }, example, line)
    }
  }
})

test('SKILLS.md is what the registry says', () => {
  const { status, stderr } = spawnSync(process.execPath, ['lib/reference.ts', '--check'], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
})
