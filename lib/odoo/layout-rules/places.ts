import { type Found, isWithin, type LayoutRule, manifestFile } from '../layout-rule.ts'
import type { LayoutFolder, LayoutModule, LayoutTree } from '../layout-tree.ts'

const ownPrefixText = 'ipai_'

/** Nothing lies below the folder of the repositories that the catalogue does not name. */
export const orphanFolder: LayoutRule = {
  id: 'orphan-folder',
  title: 'Nothing lies beside the repositories of the catalogue',
  reason: 'Code that no catalogue names has no source to update it from, and nobody who answers for it.',
  link: 'https://github.com/OCA/odoo-community.org/blob/master/website/Contribution/CONTRIBUTING.rst',
  counts: 'tree',
  check: (tree) => tree.folders.filter((folder) => !isNamed(folder, tree)).flatMap((folder) => orphan(folder, tree)),
}

/** A repository itself, or a folder above one. */
function isNamed({ path }: LayoutFolder, { repositories, catalogue }: LayoutTree): boolean {
  return [...repositories.map((one) => one.path), catalogue.roots.ipai].some((one) => isWithin(one, path))
}

function orphan({ path, standing, isModule }: LayoutFolder, { modules }: LayoutTree): Found[] {
  const inside = modules.filter(({ folder }) => folder === path)
  const [first] = inside
  const traced = isModule ? path : first?.path
  const name = path.slice(path.lastIndexOf('/') + 1)
  // An own module there is told by the rule of its prefix, which can move it.
  if (isModule && name.startsWith(ownPrefixText)) return []
  return [
    {
      level: 'error',
      path,
      message: `${what({ isModule, standing, count: inside.length })}, and is in no repository of the catalogue.`,
      hint: isModule
        ? 'Use its repository: name it in the catalogue, clone it, and remove this copy.'
        : 'Name its repository in the catalogue, or remove the folder.',
      fix: null,
      trace: traced === undefined ? null : { files: [manifestFile(traced)], holds: ([text]) => text !== null },
    },
  ]
}

function what({ isModule, standing, count }: Pick<LayoutFolder, 'isModule' | 'standing'> & { count: number }): string {
  if (isModule) return 'It is a copy of a module'
  if (standing.kind === 'repository') return `It is a clone of ${standing.origin ?? 'a repository without an origin'}`
  return count === 0 ? 'It is a folder without modules' : `It is a folder with ${count === 1 ? '1 module' : `${count} modules`}`
}

/** Own modules bear their prefix, and lie in the folder of own modules. */
export const ownPrefix: LayoutRule = {
  id: 'own-prefix',
  title: `Own modules begin with ${ownPrefixText} and lie apart`,
  reason: 'The prefix keeps own modules from having the name of somebody else’s, and the folder says who answers for them.',
  link: 'https://github.com/Insightpulseai/odoo',
  counts: 'modules',
  check: (tree) => tree.modules.flatMap((module) => misplaced(module, tree)),
}

function misplaced({ name, path }: LayoutModule, { catalogue: { roots }, repositories, kindOf }: LayoutTree): Found[] {
  const trace = { files: [manifestFile(path)], holds: ([text]: readonly (string | null)[]) => text !== null }
  const isOwn = name.startsWith(ownPrefixText)
  if (isWithin(path, roots.ipai) && !isOwn)
    return [
      {
        level: 'error',
        path,
        message: `${name} lies among own modules, and its name does not begin with ${ownPrefixText}.`,
        hint: `Rename it to ${ownPrefixText}${name} where no database has it installed; else waive it.`,
        fix: null,
        trace,
      },
    ]
  if (!isOwn || !isWithin(path, roots.oca) || isWithin(path, roots.ipai)) return []
  const to = `${roots.ipai}/${name}`
  const isForeign = repositories.some((one) => isWithin(path, one.path))
  return [
    {
      level: 'error',
      path,
      message: `${name} is a module of ours, and lies below ${roots.oca}.`,
      hint: isForeign ? `It belongs to a repository of others there: move it to ${to} by hand.` : `Move it to ${to}.`,
      fix: isForeign || kindOf(to) !== null ? null : { kind: 'move', from: path, to },
      trace,
    },
  ]
}

/** A module is there once. */
export const moduleOnce: LayoutRule = {
  id: 'module-once',
  title: 'Each module is there once',
  reason: 'Odoo takes the first on the addons path, and says nothing of the others.',
  link: 'https://www.odoo.com/documentation/18.0/developer/reference/cli.html#cmdoption-odoo-bin-addons-path',
  counts: 'modules',
  check: ({ modules }) => [...Map.groupBy(modules, ({ name }) => name).values()].flatMap(repeated),
}

function repeated([first, ...others]: readonly LayoutModule[]): Found[] {
  return others.map(({ name, path }) => ({
    level: 'warning',
    path,
    message: `${name} is there twice: ${first?.path} comes first on the addons path and counts, this one does not.`,
    hint: 'Remove the one that is not wanted.',
    fix: null,
    trace: { files: [manifestFile(path)], holds: ([text]) => text !== null },
  }))
}
