import { isWithin } from '../../lib/odoo/layout-rule.ts'
import type { LayoutRepository, LayoutTree } from '../../lib/odoo/layout-tree.ts'

/** The folders of addons as the catalogue wants them, and as they are found: a line each, in the same words where both agree. */
export function outlineOf(tree: LayoutTree): { expected: string[]; found: string[] } {
  const { catalogue, repositories, folders, kindOf } = tree
  const own = `${catalogue.roots.ipai}/`
  const beside = folders.filter(({ path }) => !repositories.some((one) => isWithin(one.path, path)))
  const lying = beside.map(({ path, standing }) => `${path}/${standing.kind === 'repository' ? ' a clone' : ''}`)
  return {
    expected: [own, ...repositories.map(expectedLine)].sort(),
    found: [...(kindOf(catalogue.roots.ipai) === 'folder' ? [own] : []), ...repositories.flatMap(foundLine), ...lying].sort(),
  }
}

function expectedLine({ path, pin, wantedBranch }: LayoutRepository): string {
  if (pin !== null) return `${path}/ @ ${pin.slice(0, 7)}`
  return wantedBranch === null ? `${path}/` : `${path}/ @ ${wantedBranch}`
}

function foundLine({ path, standing, pin }: LayoutRepository): string[] {
  if (standing.kind === 'absent') return []
  if (standing.kind !== 'repository') return [`${path}/ ${standing.kind === 'unread' ? 'cannot be read' : 'no repository'}`]
  const { commit, branch } = standing
  const place = pin === null && branch !== null ? branch : (commit?.slice(0, 7) ?? 'no commit')
  return [`${path}/ @ ${place}`]
}
