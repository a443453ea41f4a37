import { cataloguedIn, type Found, isWithin, type LayoutRule } from '../layout-rule.ts'
import type { LayoutTree } from '../layout-tree.ts'
import { type ComposeService, folderOf, isOdoo, type Mount, servicesIn, targetOf, withMounts } from './compose.ts'

/** The first that is there counts, as for compose itself; those below are where others put theirs. */
const usualFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml']
const files = [
  ...usualFiles,
  'docker-compose.dev.yml',
  ...['deploy', 'docker', 'infra'].flatMap((folder) => usualFiles.map((name) => `${folder}/${name}`)),
]
const usualTarget = '/mnt/extra-addons'

/** The containers of Odoo have all folders of addons. */
export const mountsCompose: LayoutRule = {
  id: 'mounts-compose',
  title: 'The compose file mounts all folders of addons',
  reason: 'What is not mounted is not there for Odoo, however well it lies in the tree.',
  link: 'https://docs.docker.com/reference/compose-file/services/#volumes',
  counts: 'tree',
  check: (tree) => {
    const path = composeFile(tree)
    return path === null ? [] : mountProblems(path, tree)
  },
  unasked: (tree) => (composeFile(tree) === null ? 'There is no compose file.' : null),
}

/** The compose file of the tree; null where it has none. */
export function composeFile({ kindOf }: LayoutTree): string | null {
  return files.find((path) => kindOf(path) === 'file') ?? null
}

/** The services of a compose file that run Odoo. */
export function odooServices(path: string, { file, at }: LayoutTree): ComposeService[] {
  const services = servicesIn(file(path)?.text ?? '', path, at)
  return typeof services === 'string' ? [] : services.filter(isOdoo)
}

/** What is wrong with the mounts of a compose file, as one finding: of its services all that run Odoo, or one that is named. */
export function mountProblems(path: string, tree: LayoutTree, service?: string): Found[] {
  const read = tree.file(path)
  const services = servicesIn(read?.text ?? '', path, tree.at)
  const told = (message: string, hint: string, fix: Found['fix'] = null): Found => ({
    level: 'error',
    path,
    message,
    hint,
    fix,
    trace: {
      files: [path, tree.cataloguePath],
      holds: ([text = null, catalogue = null]) => text !== null && messageOf(text, path, cataloguedIn(catalogue, tree), service) !== null,
    },
  })
  if (typeof services === 'string') return [told(`It cannot be read: ${services}`, 'Mend it there.')]
  const message = messageOf(read?.text ?? '', path, tree, service)
  if (message === null) return []
  const text = mended(read?.text ?? '', path, tree, service)
  const hint = text === null ? 'Correct its volumes.' : `Mount ${foldersOf(tree).join(' and ')}.`
  return [told(message, hint, text === null || read === null ? null : { kind: 'write', path, text, is: read.sha256 })]
}

/** The folders that have to be mounted: that of own modules, and that of the repositories. */
function foldersOf({ catalogue: { roots } }: LayoutTree): string[] {
  return [roots.ipai, roots.oca]
}

function messageOf(text: string, path: string, tree: LayoutTree, service: string | undefined): string | null {
  const services = servicesIn(text, path, tree.at)
  if (typeof services === 'string') return `It cannot be read: ${services}`
  const told = services.filter(wanted(service)).flatMap(({ name, mounts }) => {
    const lost = mounts.filter(({ source }) => isBelowAddons(source, tree) && tree.kindOf(source) === null).map(({ source }) => source)
    const missing = missingIn(mounts, tree)
    return [
      ...(missing.length > 0 ? [`The service ${name} does not mount ${missing.join(', ')}.`] : []),
      ...(lost.length > 0 ? [`The service ${name} mounts ${lost.join(', ')}, which ${lost.length === 1 ? 'is' : 'are'} not there.`] : []),
    ]
  })
  return told.length === 0 ? null : told.join(' ')
}

function wanted(service: string | undefined): (one: ComposeService) => boolean {
  return service === undefined ? isOdoo : ({ name }) => name === service
}

/** Folders of addons that no mount has; where none of the repositories is mounted, the folder of all of them. */
function missingIn(mounts: readonly Mount[], tree: LayoutTree): string[] {
  const { roots } = tree.catalogue
  const repositories = tree.repositories.map(({ path }) => path)
  const missing = repositories.filter((path) => targetOf(path, mounts) === null)
  const isNone = missing.length === repositories.length && missing.every((path) => isWithin(path, roots.oca))
  const others = isNone && missing.length > 0 ? [roots.oca] : missing
  return [...(targetOf(roots.ipai, mounts) === null ? [roots.ipai] : []), ...others]
}

/** A mount of a folder that is named as one of addons, and lies nowhere. */
function isBelowAddons(source: string, { catalogue: { roots } }: LayoutTree): boolean {
  const above = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)
  return [above(roots.ipai), above(roots.oca)].some((folder) => folder !== '' && source.startsWith(folder))
}

function mended(text: string, path: string, tree: LayoutTree, service: string | undefined): string | null {
  const services = servicesIn(text, path, tree.at)
  if (typeof services === 'string') return null
  const up = folderOf(path) === '' ? './' : '../'.repeat(folderOf(path).split('/').length)
  let made = text
  for (const { name, mounts } of services.filter(wanted(service))) {
    const base = baseOf(mounts, tree)
    const missing = missingIn(mounts, tree).map((folder) => `${up}${folder}:${base}/${folder.slice(folder.lastIndexOf('/') + 1)}:ro`)
    const next: string | null = missing.length === 0 ? made : withMounts(made, name, missing)
    if (next === null) return null
    made = next
  }
  return made === text ? null : made
}

/** Beside what is mounted already. */
function baseOf(mounts: readonly Mount[], { catalogue: { roots } }: LayoutTree): string {
  const [beside] = [roots.ipai, roots.oca].flatMap((folder) => mounts.find(({ source }) => source === folder)?.target ?? [])
  const above = beside?.slice(0, beside.lastIndexOf('/'))
  return above || usualTarget
}
