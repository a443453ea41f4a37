import { OpsError } from '../../lib/core/error.ts'
import type { LookContext } from '../../lib/core/skill.ts'
import { submodulesIn } from '../../lib/odoo/git-modules.ts'
import { type Pin, pinsFrom } from '../../lib/odoo/pins.ts'

/** The checkout whose addons these are. */
export function rootOf({ addons }: LookContext['settings']): string {
  if (addons.root !== null) return addons.root
  throw new OpsError('invalid', 'Nobody says where the installation lies.', 'Name its checkout as addons.root in config/agent.yml.')
}

/** Reads which repositories the installation has, and at which commit each stands. */
export async function pinsOf({ git, addons, trees, settings }: LookContext): Promise<Pin[]> {
  const root = rootOf(settings)
  const { sha } = await git.resolve(root, {})
  const catalogue = await addons.catalogue()
  const submodules = await git.submodules(root, sha)
  const files = await git.filesNamed(root, sha, '.gitmodules')
  const entries = files.filter(({ path }) => path === '.gitmodules').flatMap(({ text }) => submodulesIn(text))
  const states = await trees.states((catalogue?.repositories ?? []).map(({ path }) => `${root}/${path}`))
  return pinsFrom({ catalogue, series: settings.addons.series, submodules, entries, standing: (path) => states.get(`${root}/${path}`) })
}

/** The pins of these names; of all where none is named. */
export function chosen(pins: readonly Pin[], names: readonly string[]): Pin[] {
  const strange = names.find((name) => !pins.some((pin) => pin.name === name))
  if (strange === undefined) return pins.filter(({ name }) => names.length === 0 || names.includes(name))
  throw new OpsError(
    'not_found',
    `There is no repository ${strange} with a commit in this installation.`,
    `There are ${pins.length}: ${pins.map(({ name }) => name).join(', ')}.`,
  )
}
