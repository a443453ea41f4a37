import { z } from 'zod'

const moduleName = z.string().regex(/^[\p{L}\p{N}_.-]{1,256}$/u, 'A module or a feature: letters, digits, underscores, dots and dashes.')

/** What every question about modules takes. */
export const asked = {
  modules: z
    .array(moduleName)
    .min(1, 'Name a module, or a feature of the catalogue.')
    .max(500, 'At most 500.')
    .meta({ title: 'Modules', description: 'Modules, or features of the catalogue' }),
  addonsPath: z.array(z.string().min(1).max(4096)).max(500, 'At most 500.').default([]).meta({
    title: 'Addons path',
    description: 'Folders to look in, the first one wins; by default those of the configuration',
    format: 'path',
  }),
  series: z
    .string()
    .regex(/^(?:\d+\.\d)?$/, 'A series such as 18.0.')
    .default('')
    .meta({ title: 'Series', description: 'Of Odoo, such as 18.0; by default what the manifests say' }),
}
