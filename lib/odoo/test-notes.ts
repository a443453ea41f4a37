import type { LogRecord } from './log-line.ts'
import { placeOf } from './test-names.ts'
import type { Heard } from './test-progress.ts'
import type { OdooNote } from './test-report.ts'
import { most, own } from './test-text.ts'

const longestName = 600
const mostNotes = 200
const mostModules = 5_000

/** Collects what was complained of; who a complaint is about is asked of `modules`. */
export function openNotes(modules: { isKnown(name: string): boolean; atWork(): string | null }) {
  const warnings: OdooNote[] = []
  const errors: OdooNote[] = []
  const byModule = new Map<string, number>()
  let warningCount = 0
  let errorCount = 0

  const noteOf = (heard: Heard, level: OdooNote['level']): OdooNote => {
    const { record, line, rest } = heard
    const detail = rest.join('\n').trimEnd()
    const base = placeOf(record.logger)?.module ?? null
    const module = own(moduleIn(heard, modules.isKnown) ?? modules.atWork() ?? base ?? '', longestName) || null
    return {
      level,
      logger: own(record.logger, longestName),
      message: own(record.message, most.messageLength),
      detail: detail === '' ? null : detail,
      module,
      line,
    }
  }
  return {
    warn(heard: Heard): void {
      if (isOfMachine(heard)) return
      const note = noteOf(heard, 'WARNING')
      warningCount += 1
      if (warnings.length < mostNotes) warnings.push(note)
      const { module } = note
      if (module !== null && (byModule.has(module) || byModule.size < mostModules)) byModule.set(module, (byModule.get(module) ?? 0) + 1)
    },
    fail(heard: Heard, level: 'ERROR' | 'CRITICAL'): void {
      errorCount += 1
      if (errors.length < mostNotes) errors.push(noteOf(heard, level))
    },
    /** How many warnings are about a module. */
    warningsOf: (module: string) => byModule.get(module) ?? 0,
    told: () => ({ warnings, warningCount, errors, errorCount }),
  }
}

/** Warnings that speak of the machine, of how Odoo was started, or repeat what another line told: they say nothing about the addons. */
const ofMachine: { logger: RegExp; message: RegExp }[] = [
  { logger: /^odoo$/, message: /^Python [\d.]+ is not officially supported/ },
  { logger: /^odoo\.tools\.config$/, message: /^/ },
  { logger: /^odoo\.service\.server$/, message: /^(?:Unit testing in workers mode|Could not set ARENA_MAX|'\w+' module not installed)/ },
  { logger: /^odoo\.modules\.loading$/, message: /^Transient module states were reset/ },
  { logger: /^odoo\.tests\.result$/, message: / when loading database / },
  { logger: /^odoo\.service\.db$/, message: /^Unable to (?:create PostgreSQL extensions|make public schema)/ },
  { logger: /ir_actions_report$/, message: /wkhtmltopdf/i },
  { logger: /^py\.warnings$/, message: /unaccent' is present but not immutable|Postgres version is/ },
]

const library = /\/(?:dist-packages|site-packages|lib\/python\d[\d.]*)\//
const source = /(?:\/[\w.@+-]{1,255}){2,50}\.py\b/g

/** Also a warning of Python that no file outside of the installed libraries (Odoo's own among them) has part in. */
function isOfMachine({ record, rest }: Heard): boolean {
  if (ofMachine.some(({ logger, message }) => logger.test(record.logger) && message.test(record.message))) return true
  if (record.logger !== 'py.warnings') return false
  const files = [record.message, ...rest].flatMap((line) => line.match(source) ?? [])
  return files.length > 0 && files.every((file) => library.test(file))
}

/** The module that a record speaks of: its own logger's, one that it names, or one in whose folder its files lie. */
function moduleIn({ record, rest }: Heard, isKnown: (name: string) => boolean): string | null {
  const place = placeOf(record.logger)
  if (place !== null && place.module !== 'base') return place.module
  const named = nameIn(record, isKnown)
  if (named !== null) return named
  const paths = [record.message, ...rest].flatMap((line) => line.match(/(?:\/[\w.@+-]{1,255}){2,50}/g) ?? [])
  return paths.flatMap((path) => path.split('/').filter(isKnown)).at(-1) ?? null
}

function nameIn({ message }: LogRecord, isKnown: (name: string) => boolean): string | null {
  const { manifest, colon } = /\bmanifest for '(?<manifest>\w+)'|^module (?<colon>\w+): /i.exec(message)?.groups ?? {}
  const spoken = [...message.matchAll(/\bmodule ["'`]?(\w+)/gi)].map(([, name = '']) => name)
  return manifest ?? colon ?? spoken.find(isKnown) ?? null
}
