import { flagOf, kebab, type Value } from '../core/command.ts'
import { OpsError } from '../core/error.ts'
import type { Field } from '../core/field.ts'
import { nearest } from './near.ts'

/** What was typed: values by the names of their fields, and the words that are no flags, in order. */
export interface Given {
  values: Record<string, Value>
  words: string[]
}

/** Reads flags and words. Text, number, choice and list take `--name value` or `--name=value`, a list may be repeated; a switch is `--name` or `--no-name`. */
export function readArguments(tokens: readonly string[], fields: readonly Field[]): Given {
  const queue = [...tokens]
  const given: Given = { values: {}, words: [] }
  for (let token = queue.shift(); token !== undefined; token = queue.shift()) {
    if (token === '--') given.words.push(...queue.splice(0))
    else if (isFlag(token)) {
      const { field, value } = readFlag(token, queue, fields)
      put(given.values, field, value)
    } else given.words.push(token)
  }
  return given
}

export function isFlag(token: string): boolean {
  return /^-[^-\d]|^--./.test(token)
}

/** The field that a flag names, in kebab, snake or camel case; `-h` is `--help`. */
export function fieldOf(token: string, fields: readonly Field[]): Field | undefined {
  const name = kebab(token === '-h' ? 'help' : nameIn(token))
  return fields.find((field) => kebab(field.name) === name)
}

function nameIn(token: string): string {
  return token.replace(/^--/, '').split('=', 1)[0] ?? ''
}

function readFlag(token: string, queue: string[], fields: readonly Field[]): { field: Field; value: Value } {
  const equals = token.indexOf('=')
  const inline = equals < 0 ? undefined : token.slice(equals + 1)
  const field = fieldOf(token, fields)
  const denied = field ? undefined : fieldOf(`--${nameIn(token).replace(/^no-/, '')}`, fields)
  if (denied?.kind === 'switch' && inline === undefined) return { field: denied, value: false }
  if (!field) throw unknownFlag(nameIn(token), fields)
  if (field.kind === 'switch') return { field, value: truthOf(field, inline) }
  const text = inline ?? nextValue(field, queue, fields)
  return { field, value: field.kind === 'number' ? numberOf(field, text) : field.kind === 'list' ? [text] : text }
}

/** A value may begin with a dash, but a flag of this command is never taken for a value. */
function nextValue(field: Field, queue: string[], fields: readonly Field[]): string {
  const next = queue[0]
  if (next !== undefined && next !== '--' && !(isFlag(next) && fieldOf(next, fields))) return queue.shift() ?? ''
  const hint = next === undefined ? `Write ${flagOf(field.name)} VALUE.` : `If ${next} is the value, write ${flagOf(field.name)}=${next}.`
  throw new OpsError('invalid', `${flagOf(field.name)} needs a value.`, hint, { fields: { [field.name]: 'needs a value' } })
}

/** A list grows with each flag; anything else is given once. */
function put(values: Record<string, Value>, { name }: Field, value: Value): void {
  const before = Object.hasOwn(values, name) ? values[name] : undefined
  if (before !== undefined && !(Array.isArray(before) && Array.isArray(value))) {
    throw new OpsError('invalid', `${flagOf(name)} is given twice.`, 'Give it once.', { fields: { [name]: 'given twice' } })
  }
  values[name] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value
}

function truthOf({ name }: Field, text: string | undefined): boolean {
  if (text === undefined || text === 'true') return true
  if (text === 'false') return false
  throw new OpsError('invalid', `${flagOf(name)} is a switch, not “${text}”.`, `Write ${flagOf(name)} or --no-${kebab(name)}.`)
}

function numberOf({ name }: Field, text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(number)) return number
  const problem = `is to be a number, not “${text}”`
  throw new OpsError('invalid', `${flagOf(name)} ${problem}.`, `For example ${flagOf(name)} 1.`, { fields: { [name]: problem } })
}

function unknownFlag(name: string, fields: readonly Field[]): OpsError {
  const names = fields.map((field) => kebab(field.name))
  const meant = nearest(kebab(name), names)
  const hint = meant ? `Did you mean --${meant}?` : `Flags are: ${names.map((one) => `--${one}`).join(', ')}.`
  return new OpsError('invalid', `There is no flag ${name.length > 1 ? `--${name}` : name}.`, hint)
}
