import { typedWords } from './typed-words.ts'

/** Browser-safe: what is typed in a terminal for what a page or an agent does, and how the command line reads it back. */
export type Value = string | number | boolean | string[]

/** The line that uses a verb with this input, for reading and pasting. Nothing here is ever executed. */
export function commandOf(address: string, input: Readonly<Record<string, unknown>>): string {
  return typedWords(['devops-agent', 'skill', 'run', address, ...argumentsOf(typed(input))])
}

/** The flags that the command line reads back as these values. */
export function argumentsOf(values: Readonly<Record<string, Value>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (typeof value === 'boolean') return [value ? flagOf(name) : `--no-${kebab(name)}`]
    const each = Array.isArray(value) ? value : [String(value)]
    return each.flatMap((text) => (text.startsWith('-') ? [`${flagOf(name)}=${text}`] : [flagOf(name), text]))
  })
}

/** `--test-deadline` of `test_deadline` and `testDeadline`. */
export function flagOf(name: string): string {
  return `--${kebab(name)}`
}

export function kebab(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
}

/** Inputs of a verb are flat; what is left out needs no flag. */
function typed(input: Readonly<Record<string, unknown>>): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [name, value] of Object.entries(input)) {
    if (Array.isArray(value)) values[name] = value.map(String)
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') values[name] = value
  }
  return values
}
