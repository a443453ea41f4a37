import type { Value } from '../core/command.ts'
import type { Field } from '../core/field.ts'
import type { Registry } from '../core/skill.ts'
import type { Output } from './output.ts'
import type { Room } from './room.ts'
import type { World } from './world.ts'

/** A word after a command's name. */
export interface Word {
  name: string
  isRequired: boolean
  help: string
  /** It is an input of the command's verb. */
  isInput?: boolean
  /** It takes all words that are left. */
  isMany?: boolean
}

/** What a command gets: what was typed, where to write, and the room, opened on first use. */
export interface Call {
  /** Values of the verb's own fields. */
  input: Record<string, Value>
  /** Values of the command's flags and words. */
  options: Record<string, Value>
  out: Output
  world: World
  registry(): Promise<Registry>
  room(): Promise<Room>
}

/** One thing to type. Its implementation is imported when it is used. */
export interface Command {
  name: string
  summary: string
  /** The verb whose inputs are flags of this command. */
  address?: string
  words?: readonly Word[]
  flags?: readonly Field[]
  load(): Promise<(call: Call) => Promise<number>>
}

/** A text option, or undefined. */
export function textOf(options: Readonly<Record<string, Value>>, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** A word that the command requires, which was checked before it was called. */
export function wordOf(options: Readonly<Record<string, Value>>, name: string): string {
  return textOf(options, name) ?? ''
}
