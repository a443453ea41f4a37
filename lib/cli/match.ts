import { OpsError } from '../core/error.ts'
import { fieldsOf } from '../core/field.ts'
import { route } from '../core/router.ts'
import type { AnyRunVerb, AnyVerb, Registry } from '../core/skill.ts'
import { fieldOf, isFlag } from './args.ts'
import type { Command, Word } from './command.ts'
import { commands } from './commands.ts'
import { changeFlags, globalFlags, runFlags } from './flag.ts'
import { nearest } from './near.ts'

/** The command that was typed, and the tokens that are left for its flags and words. */
interface Matched {
  command: Command
  rest: string[]
}

/** Finds the command at the beginning of what was typed: one of ours, a verb by alias, address or `skill verb`, or a group such as `runs`. */
export function match(tokens: readonly string[], verbs: Registry): Matched | { group: string } | null {
  const places = leadingWords(tokens)
  const words = places.map((place) => tokens[place] ?? '')
  const [first, second, third] = words
  if (first === undefined) return null
  const after = (count: number) => tokens.filter((_, place) => !places.slice(0, count).includes(place))
  if (first === 'skill' && second === 'run' && third !== undefined) return { command: verbCommand(verbs, third), rest: after(3) }
  const own = commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first)
  if (own) return { command: own, rest: after(own.name.split(' ').length) }
  const alias = aliasOf(verbs, `${snake(first)} ${snake(second ?? '')}`)
  if (alias) return { command: verbCommand(verbs, alias), rest: after(2) }
  if (isGroup(first, verbs) && (second === undefined || second === 'help')) return { group: first }
  const joined = `${snake(first)}.${snake(second ?? '')}`
  if (Object.hasOwn(verbs, joined)) return { command: verbCommand(verbs, joined), rest: after(2) }
  if (isVerb(verbs, snake(first))) return { command: verbCommand(verbs, first), rest: after(1) }
  throw unknown(isGroup(first, verbs) ? `${first} ${second}` : first, verbs)
}

/** A verb as a command: its inputs are its flags. */
function verbCommand(verbs: Registry, name: string): Command {
  const { address, verb } = route(verbs, isVerb(verbs, name) ? name : snake(name))
  return {
    name: nameOf(address, verb),
    summary: verb.summary,
    address,
    ...(verb.word ? { words: [wordOf(verb, verb.word)] } : {}),
    flags: verb.effect === 'read' ? [] : isRun(verb) ? runFlags : changeFlags,
    load: async () => {
      if (isRun(verb)) return (await import('./run-verb.ts')).running(address, verb)
      if ('look' in verb) return (await import('./look.ts')).looking(address, verb)
      return verb.effect === 'read' ? (await import('./ask.ts')).asking(address) : (await import('./change.ts')).changing(address, verb)
    },
  }
}

/** What is a run, not a question or a change; told from the contract, so that the command line starts without the rest of it. */
function isRun(verb: AnyVerb): verb is AnyRunVerb {
  return 'run' in verb
}

/** The input that is typed without a flag. */
function wordOf({ input }: AnyVerb, name: string): Word {
  const field = fieldsOf(input).find((one) => one.name === name)
  return {
    name,
    isRequired: field?.required ?? false,
    isInput: true,
    isMany: field?.kind === 'list',
    help: field?.help || (field?.title ?? ''),
  }
}

function nameOf(address: string, { alias }: AnyVerb): string {
  return alias ?? `skill run ${address}`
}

/** Places of the words before the first flag that is not understood everywhere. */
function leadingWords(tokens: readonly string[]): number[] {
  const places: number[] = []
  for (let place = 0; place < tokens.length; place += 1) {
    const token = tokens[place] ?? ''
    if (token === '--') break
    if (!isFlag(token)) places.push(place)
    else {
      const field = fieldOf(token, globalFlags)
      if (!field) break
      if (field.kind !== 'switch' && !token.includes('=')) place += 1
    }
  }
  return places
}

function isGroup(word: string, verbs: Registry): boolean {
  return [...commands.map(({ name }) => name), ...Object.values(verbs).map(({ alias = '' }) => alias)].some((name) =>
    name.startsWith(`${word} `),
  )
}

/** The alias of two words, such as `deps resolve`, where a verb has it. */
function aliasOf(verbs: Registry, name: string): string | undefined {
  return Object.values(verbs).find(({ alias }) => alias === name)?.alias
}

function isVerb(verbs: Registry, name: string): boolean {
  return Object.entries(verbs).some(([address, { alias }]) => address === name || alias === name || address.split('.')[0] === name)
}

function snake(word: string): string {
  return word.replaceAll('-', '_').replace('__', '.')
}

function unknown(typed: string, verbs: Registry): OpsError {
  const aliases = Object.values(verbs).flatMap(({ alias }) => alias ?? [])
  const names = [
    ...new Set([...commands.flatMap(({ name }) => [name, name.split(' ')[0] ?? name]), ...Object.keys(verbs), ...aliases, 'help']),
  ]
  const meant = nearest(typed, names)
  const hint = meant ? `Did you mean devops-agent ${meant}?` : 'devops-agent --help says what there is.'
  return new OpsError('invalid', `There is no command ${typed.slice(0, 80)}.`, hint)
}
