import { OpsError } from '../core/error.ts'
import { route } from '../core/router.ts'
import type { AnyRunVerb, AnyVerb, Registry } from '../core/skill.ts'
import { fieldOf, isFlag } from './args.ts'
import type { Command } from './command.ts'
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
  if (isGroup(first) && (second === undefined || second === 'help')) return { group: first }
  const joined = `${snake(first)}.${snake(second ?? '')}`
  if (Object.hasOwn(verbs, joined)) return { command: verbCommand(verbs, joined), rest: after(2) }
  if (isVerb(verbs, snake(first))) return { command: verbCommand(verbs, first), rest: after(1) }
  throw unknown(isGroup(first) ? `${first} ${second}` : first, verbs)
}

/** A verb as a command: its inputs are its flags. */
function verbCommand(verbs: Registry, name: string): Command {
  const { address, verb } = route(verbs, isVerb(verbs, name) ? name : snake(name))
  return {
    name: nameOf(address, verb),
    summary: verb.summary,
    address,
    flags: verb.effect === 'read' ? [] : isRun(verb) ? runFlags : changeFlags,
    load: async () => {
      if (isRun(verb)) return (await import('./run-verb.ts')).running(address, verb)
      return verb.effect === 'read' ? (await import('./ask.ts')).asking(address) : (await import('./change.ts')).changing(address, verb)
    },
  }
}

/** What is a run, not a question or a change; told from the contract, so that the command line starts without the rest of it. */
function isRun(verb: AnyVerb): verb is AnyRunVerb {
  return 'run' in verb
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

function isGroup(word: string): boolean {
  return commands.some(({ name }) => name.startsWith(`${word} `))
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
