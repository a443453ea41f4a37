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
    `Install order, after ${rows.length - own.length} of Odoo itself:`,
    ...own.map(({ name, isInstalled }, place) => `  ${String(place + 1).padStart(width)}. ${name}${isInstalled ? ' (installed)' : ''}`),
    ...(automatic.length > 0 ? ['Odoo then installs by itself:'] : []),
    ...automatic.map(
      ({ name, because: triggers }) =>
        `  ${name}${triggers.length > 0 ? `, since ${triggers.join(', ')} ${triggers.length === 1 ? 'is' : 'are'} there` : ''}`,
    ),
    ...commands.map(({ purpose, argv }) => `${purpose}: ${typedWords(argv)}`),
  ]
}
