import { z } from 'zod'

/** Nothing of git's own is one: what is cloned there could be a hook of the next command. */
const folder = z.string().regex(/^(?!\/)(?!.*(?:^|\/)(?:\.\.?|\.git)(?:\/|$))[\w@+./ -]+$/i, 'is a folder below the repository')
const name = z.string().regex(/^[\w.-]{1,100}$/, 'has letters, digits, dots and dashes')
const modules = z.array(z.string().regex(/^\w{1,256}$/, 'is the name of a module'))

const branch = z
  .string()
  .regex(/^[\w][\w./+-]{0,199}$/, 'is the name of a branch')
  .optional()
const commit = z
  .string()
  .regex(/^[0-9a-f]{40}$/, 'is all 40 digits of a commit')
  .optional()

const schema = z.object({
  version: z.literal(1, 'has to be 1'),
  roots: z.object({ oca_root: folder, ipai_root: folder }),
  oca_repositories: z.array(
    z.object({
      name,
      type: z.literal('git', 'has to be git'),
      url: z.string().min(1),
      path: folder,
      purpose: z.string().default(''),
      branch,
      commit,
    }),
  ),
  oca_must_have_modules: z.record(name, modules).default({}),
  ipai: z.object({ root: folder }).optional(),
  features: z.record(name, modules).default({}),
})

/** What is wrong with a catalogue of addons: the place in it and why. */
export class CatalogueError extends Error {}

/**
 * Reads `addons_manifest.oca_ipai.json`: `version`, `roots` {oca_root, ipai_root}, `oca_repositories` [{name, type, url, path, purpose}, and of ours branch, commit],
 * `oca_must_have_modules` {repository: [module]}, `ipai` {root}, and of ours `features` {slug: [module]}. Other keys are passed over.
 * Throws `CatalogueError`, which names file and key.
 */
export function parseCatalogue(text: string, file: string) {
  const result = schema.safeParse(jsonOf(text, file))
  if (!result.success) {
    const [issue] = result.error.issues
    throw new CatalogueError(`${file}: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'does not fit'}.`)
  }
  const { roots, oca_repositories: repositories, oca_must_have_modules: mustHave, ipai, features } = result.data
  const known = new Set(repositories.map(({ name: one }) => one))
  const strange = Object.keys(mustHave).find((one) => !known.has(one))
  if (strange !== undefined) throw new CatalogueError(`${file}: oca_must_have_modules.${strange}: no repository has this name.`)
  if (known.size < repositories.length) throw new CatalogueError(`${file}: oca_repositories: two repositories have the same name.`)
  const [inner, outer] = nested(repositories) ?? []
  if (inner && outer) throw new CatalogueError(`${file}: oca_repositories: ${inner.name} lies in the folder of ${outer.name}.`)
  return { roots: { oca: roots.oca_root, ipai: ipai?.root ?? roots.ipai_root }, repositories, mustHave, features }
}

/** Two of which one would be cloned into the other. */
function nested<One extends { path: string }>(repositories: readonly One[]): [inner: One, outer: One] | undefined {
  const folderOf = ({ path }: One) => `${path.replace(/\/+/g, '/').replace(/\/$/, '')}/`
  return repositories
    .flatMap((inner) => repositories.map((outer): [One, One] => [inner, outer]))
    .find(([inner, outer]) => inner !== outer && folderOf(inner).startsWith(folderOf(outer)))
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CatalogueError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
