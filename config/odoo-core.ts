import { z } from 'zod'
import modules19 from './odoo/core-modules-19.0.json' with { type: 'json' }
import namesOf from './odoo/core-names.json' with { type: 'json' }

const list = z.object({
  modules: z.array(
    z.object({
      module: z.string(),
      depends: z.array(z.string()).default([]),
      /** A list names those dependencies that bring the module. */
      auto_install: z.union([z.boolean(), z.array(z.string())]).default(false),
    }),
  ),
})

/** Name of a module of Odoo itself → what it needs, and whether Odoo installs it by itself once that, or the part of it named, is there. */
export type CoreModules = ReadonlyMap<string, { depends: string[]; autoInstall: boolean | string[] }>

const lists = new Map<string, unknown>([['19.0', modules19]])
const read = new Map<string, CoreModules>()

/** The modules of Odoo Community itself; null for a series whose list is not known. */
export function coreModules(series: string): CoreModules | null {
  const content = lists.get(series)
  if (content === undefined) return null
  const modules = read.get(series) ?? new Map(list.parse(content).modules.map(toEntry))
  read.set(series, modules)
  return modules
}

/** The names of the modules of Odoo Community itself, `base` among them; null for a series whose names are not known. */
export function coreNames(series: string): ReadonlySet<string> | null {
  const whole = coreModules(series)
  if (whole) return new Set(whole.keys())
  const names = new Map<string, readonly string[]>(Object.entries(namesOf)).get(series)
  return names ? new Set(names) : null
}

function toEntry({
  module,
  depends,
  auto_install,
}: z.output<typeof list>['modules'][number]): [string, { depends: string[]; autoInstall: boolean | string[] }] {
  return [module, { depends, autoInstall: auto_install }]
}
