import { CatalogueError, parseCatalogue } from '../../config/addons-catalogue.schema.ts'
import { OpsError } from '../core/error.ts'
import type { LookContext } from '../core/skill.ts'
import type { Catalogue } from '../odoo/catalogue.ts'
import { withoutSecret } from '../odoo/git-modules.ts'
import { openAddons } from '../tools/filesystem/addons.ts'

/**
 * The addons below some folders, with the catalogue that names their repositories; it is parsed again when its text changes. What somebody has
 * written into an address to get in is left out of it: answers show addresses, and git has the configuration's own credentials.
 */
export function openCatalogued({ roots, catalogue: file }: { roots: readonly string[]; catalogue: string | null }): LookContext['addons'] {
  const files = openAddons({ roots })
  let known: { text: string; catalogue: Catalogue } | null = null
  return {
    ...files,
    async catalogue() {
      const text = file === null ? null : await files.text(file)
      if (file === null || text === null) return null
      if (known?.text !== text) known = { text, catalogue: parsed(text, file) }
      return known.catalogue
    },
  }
}

function parsed(text: string, file: string): Catalogue {
  try {
    const { repositories, ...rest } = parseCatalogue(text, file)
    return { ...rest, repositories: repositories.map((one) => ({ ...one, url: withoutSecret(one.url) })) }
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error
    throw new OpsError('invalid', error.message, 'Mend it at this key, or name another file as addons.catalogue in config/agent.yml.')
  }
}
