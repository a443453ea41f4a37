import { lstat, realpath } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import type { Allowed } from './address.ts'
import type { GitPlace } from './port.ts'

/** Where a clone is to lie, with the links on the way to it resolved: strictly below its root, and below a folder that is allow-listed. */
export async function realPlace({ folder, root }: GitPlace, { paths }: Allowed): Promise<string> {
  const base = await realpath(root).catch(() => undefined)
  if (base === undefined) throw new OpsError('not_found', `There is no folder ${root}.`, 'Correct addons.root in config/agent.yml.')
  const roots = await Promise.all(paths.map((one) => realpath(one).catch(() => path.resolve(one))))
  if (!roots.some((one) => isBelow(one, base)))
    throw new OpsError('refused', `${root} is not a folder to clone into.`, 'Add a folder above it under allow.paths in config/agent.yml.')
  const at = await resolved(path.resolve(folder))
  if (at === base || !isBelow(base, at))
    throw new OpsError('refused', `${folder} leads out of ${root}.`, 'Name a folder below it, without links that lead elsewhere.')
  return at
}

/** What is there of the path has its links resolved; what is not there yet follows as it is written. */
async function resolved(place: string): Promise<string> {
  const real = await realpath(place).catch(() => undefined)
  if (real !== undefined) return real
  const isThere = await lstat(place).then(
    () => true,
    () => false,
  )
  if (isThere) throw new OpsError('refused', `${place} is a link that leads nowhere.`, 'Remove it, or make what it leads to.')
  return path.join(await resolved(path.dirname(place)), path.basename(place))
}

function isBelow(root: string, at: string): boolean {
  return at === root || at.startsWith(root.endsWith('/') ? root : `${root}/`)
}
