import { coreModules, coreNames } from '../config/odoo-core.ts'
import type { HookSettings } from '../lib/core/guard-settings.ts'
import type { Outside, Settings } from '../lib/core/skill.ts'
import { openCatalogued } from '../lib/door/addons.ts'
import { openWaived } from '../lib/door/layout.ts'
import { openGitTool } from '../lib/tools/open-git.ts'

export const labSettings: Settings = {
  environments: { live: { stage: 'production', url: 'http://127.0.0.1:9' }, trial: { stage: 'staging', url: 'http://127.0.0.1:9' } },
  healthEveryMs: 0,
  repositories: {},
  testDeadlineMs: 60_000,
  limits: { memoryBytes: 2 ** 31, processes: 500, fileBytes: 2 ** 30, cpuSeconds: 600 },
  odoo: { image: 'odoo:{major}', postgresImage: 'postgres:17', cpus: 2, egress: false, coreModules, coreNames },
  addons: { root: null, catalogue: null, path: [] },
  github: { hookUrl: null, deployKey: null },
  configured: [{ key: 'mode', value: 'ops_surgeon', line: 4 }],
}

/** An Odoo of which nothing can be asked. */
export const noOdoo: Pick<Outside, 'python' | 'databases'> = {
  python: { lacking: async () => null },
  databases: { installed: async () => null },
}

/** Nobody has set a secret. */
export const labHooks: HookSettings = { secrets: [], repositories: [], host: 'github.com' }

/** All of this machine, and repositories that lie on it. */
export function labOutside(dataDir: string): Outside {
  const place = { roots: ['/'], catalogue: null }
  const { git, trees } = openGitTool({ dataDir, allow: { hosts: [], paths: ['/'] }, protectedBranches: [], credentials: {} })
  return { addons: openCatalogued(place), files: openWaived(place), git, trees, ...noOdoo }
}
