import { typedWords } from '../../lib/core/typed-words.ts'
import type { Resolved } from './resolve.ts'

/** The answer for a terminal: what is missing first, then the order, then what to type. */
export function resolveLines(resolved: Resolved): string[] {
  const { rows, automatic, cycles, missingRepositories, findings, commands, series, because, isExact } = resolved
  const own = rows.filter(({ origin, isAsked }) => origin === 'addons' || isAsked)
  const width = String(own.length).length
  return [
    ...(missingRepositories.length > 0 ? [`Missing repositories: ${missingRepositories.map(({ name }) => name).join(', ')}`] : []),
    ...findings.map(({ severity, module, message, place }) =>
      [severity === 'error' ? 'Error:' : 'Warning:', module && `${module}:`, message, place && `(${place})`].filter(Boolean).join(' '),
    ),
    ...cycles.map(({ cut }) => `Cut the circle where ${cut.from} needs ${cut.to}.`),
    `Odoo ${series ?? 'of an unknown series'}: ${because}.`,
    ...(series !== null && !isExact
      ? [`What its own modules need is not listed for ${series}: modules of one level may be installed in another order.`]
      : []),
    ...(own.length > 0 ? [`Install order, after ${rows.length - own.length} of Odoo itself:`] : []),
    ...own.map(({ name, isInstalled }, place) => `  ${String(place + 1).padStart(width)}. ${name}${isInstalled ? ' (installed)' : ''}`),
    ...automaticLines(automatic),
    ...notAsked(resolved),
    ...commands.map(({ purpose, argv }) => `${purpose}: ${typedWords(argv)}`),
  ]
}

/** What nobody was asked for is never told as fine. */
function notAsked({ lacking, python, bin }: Resolved): string[] {
  if (lacking !== null || python.length + bin.length === 0) return []
  return [
    `Needs ${[...python, ...bin].join(', ')}. Whether that is there was not asked: addons.python in config/agent.yml names whom to ask.`,
  ]
}

function where(countries: readonly string[]): string {
  return countries.length === 0 ? '' : `, for companies in ${countries.map((code) => code.toUpperCase()).join(' or ')}`
}

/** Those of Odoo itself are many, and nobody's surprise. */
function automaticLines(automatic: Resolved['automatic']): string[] {
  const own = automatic.filter(({ origin }) => origin === 'addons')
  if (own.length === 0) return []
  const why = (because: readonly string[]) =>
    because.length === 0 ? '' : `, since ${because.join(', ')} ${because.length === 1 ? 'is' : 'are'} there`
  return ['Odoo then installs by itself:', ...own.map(({ name, because, countries }) => `  ${name}${where(countries)}${why(because)}`)]
}
