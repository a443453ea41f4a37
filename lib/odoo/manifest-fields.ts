import type { DictEntry, Place, PythonValue } from './python-value.ts'

/** What is wrong with a manifest, and where, counted from 1. An error keeps Odoo from using the module; a warning does not. */
export interface ManifestProblem extends Place {
  rule: string
  severity: 'error' | 'warning'
  message: string
}

/** Keys of earlier series, and what to do with them. */
const deprecated = new Map([
  ['init_xml', 'deprecated: its files belong to data'],
  ['update_xml', 'deprecated: its files belong to data'],
  ['demo_xml', 'deprecated: its files belong to demo'],
  ['active', 'not read: auto_install took its place'],
  ['qweb', 'not read: its files belong to assets'],
  ['test', 'not read: tests are Python modules in the folder tests'],
])
const start: Place = { line: 1, column: 1 }

/** Reads the keys of a manifest by type, and notes what does not fit. */
export class ManifestFields {
  readonly #entries: readonly DictEntry[]
  readonly #byKey = new Map<string, DictEntry>()
  readonly #problems: ManifestProblem[] = []

  constructor(entries: readonly DictEntry[]) {
    this.#entries = entries
    for (const entry of entries) if (entry.key.type === 'str') this.#byKey.set(entry.key.value, entry)
  }

  keys(): string[] {
    return [...this.#byKey.keys()]
  }

  /** In the order of their places. */
  problems(): ManifestProblem[] {
    return this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
  }

  /** Text that is only shown: anything else is a warning. */
  text(key: string): string {
    const entry = this.#byKey.get(key)
    if (!entry || entry.value.type === 'str' || isFalsy(entry.value)) return entry?.value.type === 'str' ? entry.value.value : ''
    this.#note('manifest-type', 'warning', `${key} is of type ${entry.value.type}, and should be text.`, entry.place)
    return ''
  }

  /** Text whose absence is a warning, with what Odoo then does. */
  required(key: string, consequence: string): string {
    const entry = this.#byKey.get(key)
    if (!entry || isFalsy(entry.value))
      this.#note('manifest-missing', 'warning', `The manifest has no ${key}: ${consequence}.`, entry?.place ?? start)
    return this.text(key)
  }

  /** A number is what Python would write for it; only Odoo 19 reads one. */
  version(otherwise: string): string {
    const entry = this.#byKey.get('version')
    if (entry?.value.type !== 'float' && entry?.value.type !== 'int') return this.text('version') || otherwise
    const { value } = entry.value
    const written = entry.value.type === 'float' && Number.isInteger(value) ? `${value}.0` : `${value}`
    this.#note(
      'manifest-type',
      'warning',
      `version is a number, and should be text: '${written}'. Odoo before 19 stops there.`,
      entry.place,
    )
    return written
  }

  /** A bool; 0, 1 and None are taken as Python takes them. */
  flag(key: string, otherwise: boolean): boolean {
    const entry = this.#byKey.get(key)
    if (!entry) return otherwise
    if (isFlag(entry.value)) return !isFalsy(entry.value)
    this.#note('manifest-type', 'error', `${key} is of type ${entry.value.type}, and must be True or False.`, entry.place)
    return otherwise
  }

  /** A list, tuple or set of strings. */
  texts(key: string): string[] {
    const entry = this.#byKey.get(key)
    return entry ? this.#textsOf(entry.value, key, entry.place) : []
  }

  /** Names that are not among the dependencies stop Odoo. */
  autoInstall(depends: readonly string[]): boolean | string[] {
    const entry = this.#byKey.get('auto_install')
    if (!entry || isFlag(entry.value)) return this.flag('auto_install', false)
    const triggers = this.#textsOf(entry.value, 'auto_install', entry.place)
    const foreign = triggers.filter((name) => !depends.includes(name))
    if (foreign.length > 0)
      this.#note(
        'manifest-auto-install',
        'error',
        `auto_install names ${foreign.join(', ')}, not among what the module depends on.`,
        entry.place,
      )
    return triggers
  }

  externalDependencies(): { python: string[]; bin: string[] } {
    const entry = this.#byKey.get('external_dependencies')
    const found: { python: string[]; bin: string[] } = { python: [], bin: [] }
    if (!entry || isFalsy(entry.value)) return found
    if (entry.value.type !== 'dict') {
      const message = `external_dependencies is of type ${entry.value.type}, and must be a dict with python and bin.`
      this.#note('manifest-type', 'error', message, entry.place)
      return found
    }
    for (const { key, value, place } of entry.value.entries)
      if (key.type === 'str' && (key.value === 'python' || key.value === 'bin'))
        found[key.value] = this.#textsOf(value, `external_dependencies: ${key.value}`, place)
    return found
  }

  /** Keys that are there twice, and those that were of use once. */
  checkKeys(): void {
    for (const { key, value, place, repeats } of this.#entries) {
      if (key.type !== 'str') continue
      if (repeats) this.#note('manifest-duplicate', 'warning', `The key ${key.value} is there more than once: only this one counts.`, place)
      const advice = deprecated.get(key.value)
      if (advice && !isFalsy(value)) this.#note('manifest-deprecated', 'warning', `The key ${key.value} is ${advice}.`, place)
    }
  }

  #textsOf(value: PythonValue, what: string, place: Place): string[] {
    if (!('items' in value)) {
      this.#note('manifest-type', 'error', `${what} is of type ${value.type}, and must be a list of strings.`, place)
      return []
    }
    const wrong = value.items.find(({ type }) => type !== 'str')
    if (wrong)
      this.#note('manifest-type', 'error', `${what} has something of type ${wrong.type} in it, and must be a list of strings.`, place)
    return value.items.flatMap((item) => (item.type === 'str' ? [item.value] : []))
  }

  #note(rule: string, severity: 'error' | 'warning', message: string, place: Place): void {
    this.#problems.push({ rule, severity, message, line: place.line, column: place.column })
  }
}

function isFlag({ type }: PythonValue): boolean {
  return type === 'bool' || type === 'int' || type === 'none'
}

/** As Python's `not value`. */
function isFalsy(value: PythonValue): boolean {
  if ('items' in value) return value.items.length === 0
  if (value.type === 'dict') return value.entries.length === 0
  if (value.type === 'complex') return value.real === 0 && value.imaginary === 0
  if (value.type === 'bytes') return value.value.length === 0
  return value.type === 'none' || (value.type !== 'ellipsis' && !value.value)
}
