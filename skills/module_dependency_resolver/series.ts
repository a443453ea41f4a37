import { closureOf } from '../../lib/odoo/modules.ts'
import { dependenciesIn } from '../../lib/odoo/resolution.ts'
import { seriesFrom } from '../../lib/odoo/series.ts'
import type { Addons } from './addons-path.ts'

/** The modules that are meant: a feature of the catalogue stands for its modules. */
export function expanded(names: readonly string[], { catalogue }: Addons): string[] {
  return [...new Set(names.flatMap((name) => catalogue?.features[name] ?? [name]))]
}

/** The series of Odoo: what was asked for or configured, else what the manifests of all that is needed say, else all of the path. */
export function seriesOf(configured: string | undefined, names: readonly string[], { index }: Addons) {
  if (configured) return { series: configured, because: `${configured} was asked for or configured` }
  const closure = closureOf(names, dependenciesIn(index, { modules: null, names: null })).ordered
  const versionsOf = (all: readonly string[]) => all.flatMap((name) => index.get(name)?.manifest?.version ?? [])
  const versions = versionsOf(closure)
  return seriesFrom({ versions: versions.length > 0 ? versions : versionsOf(index.names()) })
}
