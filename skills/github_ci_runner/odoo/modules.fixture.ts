import type { Manifest } from '../../../lib/odoo/manifest.ts'
import type { OdooModule } from '../../../lib/odoo/modules.ts'

/** For tests: a module in `addons/` with what matters of its manifest. */
export function moduleOf(name: string, depends: string[], more: Partial<Manifest> = {}): OdooModule {
  return {
    name,
    path: `addons/${name}`,
    manifest: {
      name,
      version: '19.0.1.0.0',
      summary: '',
      author: 'A',
      license: 'LGPL-3',
      category: '',
      website: '',
      depends,
      data: [],
      demo: [],
      installable: true,
      application: false,
      autoInstall: false,
      externalDependencies: { python: [], bin: [] },
      countries: [],
      keys: [],
      ...more,
    },
  }
}
