import type { Field } from '../core/field.ts'

/** A flag of a command itself, besides the inputs of its verb. */
export function flag(name: string, kind: Field['kind'], help: string): Field {
  return { name, kind, title: name, help, required: false, default: null, options: [], isPath: false }
}

/** Understood by every command, before or after its words. */
export const globalFlags: readonly Field[] = [
  flag('json', 'switch', 'Prints one JSON document, and everything else to stderr'),
  flag('data', 'text', 'The data folder (DATA_DIR, or .data)'),
  flag('help', 'switch', 'Says what there is'),
]

/** Understood by every verb that changes something. */
export const changeFlags: readonly Field[] = [
  flag('plan', 'switch', 'Shows what would happen, and does nothing'),
  flag('yes', 'switch', 'Confirms what cannot be taken back'),
  flag('reason', 'text', 'Why, in words that the audit keeps; what destroys on production needs it'),
]

/** Understood by every verb whose use is a run. */
export const runFlags: readonly Field[] = [...changeFlags, flag('detach', 'switch', 'Does not wait for the end')]
