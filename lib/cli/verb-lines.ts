import { commandOf, flagOf } from '../core/command.ts'
import { type Field, fieldsOf } from '../core/field.ts'
import { roleFor } from '../core/policy.ts'
import type { AnyVerb } from '../core/skill.ts'
import { paint } from './paint.ts'
import { table } from './table.ts'

/** What a verb takes, does and needs, from its contract. */
export function verbLines(address: string, verb: AnyVerb): string[] {
  const inputs = fieldsOf(verb.input)
  const steps = 'steps' in verb ? Object.values(verb.steps) : []
  return [
    `${paint.bold(address)} ${effectBadge(verb)}, for role ${roleFor(verb)}`,
    ...indented(inputs.map((field) => [flagOf(field.name), field.kind, describe(field)])),
    ...(steps.length > 0 ? ['', paint.bold('Steps'), ...steps.map((title, place) => `  ${place + 1}. ${title}`)] : []),
    '',
    paint.bold('Example'),
    `  ${commandOf(address, verb.example)}`,
    '',
  ]
}

/** What using a verb does to the world, in a word. */
export function effectBadge({ effect }: Pick<AnyVerb, 'effect'>): string {
  return { read: paint.green('reads'), write: paint.yellow('writes'), destroy: paint.red('destroys') }[effect]
}

/** Help, choices, default and whether it is required. */
function describe({ help, title, options, required, default: preset }: Field): string {
  const choices = options.length > 0 ? `one of ${options.join(', ')}` : ''
  const also = required ? 'required' : preset === null ? '' : `by default ${JSON.stringify(preset)}`
  return [help || title, choices, also].filter(Boolean).join('; ')
}

function indented(rows: string[][]): string[] {
  return table(rows).map((line) => `  ${line}`)
}
