import { fieldsOf } from '../core/field.ts'
import { route } from '../core/router.ts'
import type { AnyVerb } from '../core/skill.ts'
import { type Call, wordOf } from './command.ts'
import { table } from './table.ts'
import { effectBadge, verbLines } from './verb-lines.ts'

export async function listSkills({ out, registry }: Call): Promise<number> {
  const verbs = Object.entries(await registry())
  const document = verbs.map(([address, { title, summary, effect, alias }]) => ({ address, title, summary, effect, alias: alias ?? null }))
  out.answer(document, () => table(verbs.map(([address, verb]) => [address, effectBadge(verb), verb.summary])))
  return 0
}

export async function showSkill({ out, options, registry }: Call): Promise<number> {
  const { address, verb } = route(await registry(), wordOf(options, 'verb').replaceAll('-', '_'))
  out.answer(described(address, verb), () => [verb.summary, '', ...verbLines(address, verb)])
  return 0
}

function described(address: string, verb: AnyVerb) {
  const { title, summary, effect, alias, example } = verb
  const steps = 'steps' in verb ? verb.steps : {}
  return { address, title, summary, effect, alias: alias ?? null, inputs: fieldsOf(verb.input), steps, example }
}
