import { z } from 'zod'
import { isUpdated, reachOf } from '../../lib/odoo/impact.ts'
import type { OdooModule } from '../../lib/odoo/modules.ts'
import type { GitChange } from '../../lib/tools/git/port.ts'

/** A module that a range of commits changes or reaches. */
export const impactRow = z.object({
  name: z.string(),
  path: z.string().nullable(),
  change: z.enum(['added', 'changed', 'removed', 'reached']).describe('`reached` did not change, and depends on one that did'),
  files: z.number().int().describe('Files of it that changed'),
  needsUpdate: z.boolean().describe('Its checksum, as click-odoo-update computes it, is another'),
  version: z.string().nullable(),
  versionBefore: z.string().nullable(),
  needsBump: z.boolean().describe('It is to be updated, and its version is the same as before'),
})
type Row = z.output<typeof impactRow>

interface Known {
  before: readonly OdooModule[]
  after: readonly OdooModule[]
  changes: readonly GitChange[]
  languages: readonly string[] | null
}

/** What changed, in the order of the modules, then what is gone, then what depends on either. */
export function rowsOf({ before, after, changes, languages }: Known): Row[] {
  const gone = before.filter(({ name }) => !after.some((module) => module.name === name))
  const filesOf = (module: OdooModule) =>
    changes.filter(({ path }) => isIn(path, module)).map(({ path }) => path.slice(module.path.length + 1))
  const { changed, reached } = reachOf(
    after,
    (module) => filesOf(module).length > 0,
    gone.map(({ name }) => name),
  )
  const described = (module: OdooModule, change: Row['change']): Row => {
    const { name } = module
    const earlier = before.find((one) => one.name === name)
    const files = filesOf(module)
    const needsUpdate = change !== 'reached' && (files.some((file) => isUpdated(file, languages)) || earlier === undefined)
    const [version, versionBefore] = [module.manifest.version, earlier?.manifest.version ?? null]
    return {
      name,
      path: module.path,
      change: change === 'changed' && !earlier ? 'added' : change,
      files: files.length,
      needsUpdate,
      version,
      versionBefore,
      needsBump: needsUpdate && version === versionBefore,
    }
  }
  return [
    ...after.filter(({ name }) => changed.includes(name)).map((module) => described(module, 'changed')),
    ...gone.map((module) => ({
      name: module.name,
      path: null,
      change: 'removed' as const,
      files: filesOf(module).length,
      needsUpdate: false,
      version: null,
      versionBefore: module.manifest.version,
      needsBump: false,
    })),
    ...after.filter(({ name }) => reached.includes(name) && !changed.includes(name)).map((module) => described(module, 'reached')),
  ]
}

/** True of a file of the module. */
export function isIn(path: string, module: OdooModule): boolean {
  return path.startsWith(`${module.path}/`)
}
