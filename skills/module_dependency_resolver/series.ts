import { seriesFrom } from '../../lib/odoo/series.ts'
import type { Addons } from './addons-path.ts'
import { resolutionOf } from './resolution.ts'

/** The modules that are meant: a feature of the catalogue stands for its modules. */
export function expanded(names: readonly string[], { catalogue }: Addons): string[] {
  return [...new Set(names.flatMap((name) => catalogue?.features[name] ?? [name]))]
}

/** The series of Odoo: what was asked for or configured, else what the manifests of all that is needed say. */
export function seriesOf(configured: string | undefined, names: readonly string[], { index }: Addons) {
  if (configured) return { series: configured, because: `${configured} was asked for or configured` }
  const closure = resolutionOf(names, index, { modules: null, names: null }).ordered
  const versions = closure.flatMap((name) => index.get(name)?.manifest?.version ?? [])
  return seriesFrom({ versions })
}
