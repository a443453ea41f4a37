import type { Value } from '../core/command.ts'
import { OpsError } from '../core/error.ts'
import { type Field, fieldsOf } from '../core/field.ts'
import type { Registry } from '../core/skill.ts'
import { type Given, isFlag, readArguments } from './args.ts'
import type { Call, Command } from './command.ts'
import { fail } from './fail.ts'
import { globalFlags } from './flag.ts'
import { match } from './match.ts'
import { type Output, openOutput } from './output.ts'
import type { Room } from './room.ts'
import type { World } from './world.ts'

/** Does what was typed, and returns the exit code; nothing is thrown, and no stack is shown. */
export async function dispatch(argv: readonly string[], world: World): Promise<number> {
  const out = openOutput(world, wantsJson(argv), Boolean(world.env.NO_COLOR))
  endQuietly(world)
  try {
    return await obey(argv, world, out)
  } catch (error) {
    return fail(error, out)
  }
}

async function obey(argv: readonly string[], world: World, out: Output): Promise<number> {
  const [first, ...others] = argv
  const help = () => import('./help.ts')
  if (first === '--version') return (await help()).showVersion(world.root, out)
  const tokens = first === 'help' ? [...others, '--help'] : argv
  const verbs = await verbsFor(tokens, world)
  const matched = match(tokens, verbs)
  if (matched === null) {
    readArguments(tokens, globalFlags)
    return (await help()).showHelp(verbs, out)
  }
  if ('group' in matched) {
    const isAsked = tokens.includes('--help') || tokens.includes('-h')
    return (await help()).showGroup(matched.group, verbs, isAsked, out)
  }
  const { command, rest } = matched
  const inputs = command.address ? fieldsOf(verbOf(verbs, command.address).input) : []
  const fields = [...inputs, ...(command.flags ?? []), ...globalFlags]
  if (rest.some((token) => token === '--help' || token === '-h')) return (await help()).showCommand(command, inputs, verbs, out)
  return call(command, sorted(command, inputs, readArguments(rest, fields)), { world, out, verbs })
}

/** What files answer alone starts without the other verbs. */
async function verbsFor(tokens: readonly string[], world: World): Promise<Registry> {
  const looks = await world.looks(tokens.slice(0, 2).join(' '))
  return Object.keys(looks).length > 0 ? looks : world.verbs()
}

async function call(
  command: Command,
  { input, options }: Pick<Call, 'input' | 'options'>,
  { world, out, verbs }: { world: World; out: Output; verbs: Registry },
): Promise<number> {
  let opened: Promise<Room> | undefined
  const room = () => {
    const dataDir = typeof options.data === 'string' ? options.data : undefined
    opened ??= import('./room.ts').then(({ openRoom }) => openRoom(world, dataDir, out.note))
    return opened
  }
  try {
    const work = await command.load()
    return await work({ input, options, out, world, registry: async () => verbs, room })
  } finally {
    const left = await opened?.catch(() => undefined)
    await left?.control.close()
  }
}

/** Parts what was typed into the verb's inputs and the command's own; words become what they are named after. */
function sorted({ name, words = [] }: Command, inputs: readonly Field[], given: Given): Pick<Call, 'input' | 'options'> {
  const input: Record<string, Value> = {}
  const options: Record<string, Value> = {}
  for (const [key, value] of Object.entries(given.values)) (inputs.some((field) => field.name === key) ? input : options)[key] = value
  const [surplus] = words.some(({ isMany }) => isMany) ? [] : given.words.slice(words.length)
  if (surplus !== undefined)
    throw new OpsError('invalid', `${name} does not take the word ${surplus.slice(0, 80)}.`, `See devops-agent help ${name}`)
  words.forEach((word, place) => {
    const into = word.isInput ? input : options
    const typed = word.isMany ? given.words.slice(place) : given.words.slice(place, place + 1)
    const [first] = typed
    if (first !== undefined) into[word.name] = word.isMany ? typed : first
    else if (word.isRequired && into[word.name] === undefined)
      throw new OpsError('invalid', `${name} needs ${word.name.toUpperCase()}. ${word.help}.`, `See devops-agent help ${name}`)
  })
  return { input, options }
}

/** The registry holds every address that a command names. */
function verbOf(verbs: Registry, address: string) {
  const verb = verbs[address]
  if (!verb) throw new Error(`no verb ${address}`)
  return verb
}

/** Asked before anything is read, so that a mistake in the flags is one JSON document too. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end < 0 ? argv.length : end).some((token) => isFlag(token) && (token === '--json' || token === '--json=true'))
}

/** A reader that has seen enough (`| head`) ends the command as SIGPIPE would, without a word. */
function endQuietly({ stdout, stderr, exit }: World): void {
  const broken = (error: Error & { code?: string }) => {
    if (error.code === 'EPIPE') exit(141)
    throw error
  }
  for (const sink of [stdout, stderr]) sink.on('error', broken)
}
