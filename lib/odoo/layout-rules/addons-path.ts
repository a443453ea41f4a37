import { cataloguedIn, type Found, type LayoutRule } from '../layout-rule.ts'
import type { LayoutTree } from '../layout-tree.ts'
import { type Mount, targetOf } from './compose.ts'
import { composeFile, odooServices } from './mounts-compose.ts'
import { addonsPathIn, withAddonsPath } from './odoo-conf.ts'

/** Where a configuration lies that no compose file mounts. */
const usualFiles = ['config/odoo.conf', 'odoo.conf', 'config/dev/odoo.conf', 'deploy/odoo.conf', 'docker/odoo.conf', 'infra/odoo.conf']

/** Where an addons path stands, and how its folders are called there. */
interface Configured {
  path: string
  /** True of a command of the compose file, false of a configuration of Odoo's. */
  isCommand: boolean
  /** Empty where nothing is known of a container. */
  mounts: readonly Mount[]
}

/** Odoo looks in each folder of addons. */
export const addonsPath: LayoutRule = {
  id: 'addons-path',
  title: 'The addons path has each folder of addons',
  reason: 'Odoo finds modules directly in the folders of its addons path, and nowhere else.',
  link: 'https://www.odoo.com/documentation/18.0/developer/reference/cli.html#cmdoption-odoo-bin-addons-path',
  counts: 'tree',
  check: (tree) => configuredIn(tree).flatMap((one) => unlisted(one, tree)),
  unasked: (tree) => (configuredIn(tree).length === 0 ? 'There is no odoo.conf, and no command with --addons-path.' : null),
}

/** The folders of an addons path that is configured in the tree, in its order; empty where nobody configures one. */
export function configuredFolders(tree: LayoutTree): string[] {
  const [first] = configuredIn(tree)
  if (!first) return []
  const entries = entriesOf(first, tree.file(first.path)?.text ?? null, tree) ?? []
  return entries.flatMap((entry) => foldersOf(tree).find((folder) => isEntry(entry, folder, first, tree)) ?? [])
}

function configuredIn(tree: LayoutTree): Configured[] {
  const compose = composeFile(tree)
  const services = compose === null ? [] : odooServices(compose, tree)
  const found = new Map<string, Configured>()
  for (const { mounts, addonsPath: typed } of services) {
    if (typed !== null && compose !== null) found.set(compose, { path: compose, isCommand: true, mounts })
    for (const { source, target } of mounts)
      if (target.endsWith('.conf') && tree.kindOf(source) === 'file') found.set(source, { path: source, isCommand: false, mounts })
  }
  if (found.size > 0) return [...found.values()]
  const usual = usualFiles.find((path) => tree.kindOf(path) === 'file')
  return usual === undefined ? [] : [{ path: usual, isCommand: false, mounts: [] }]
}

/** The folders that belong on the path: that of own modules, and each repository. */
function foldersOf({ catalogue: { roots }, repositories }: LayoutTree): string[] {
  return [roots.ipai, ...repositories.map(({ path }) => path)]
}

function unlisted(one: Configured, tree: LayoutTree): Found[] {
  const read = tree.file(one.path)
  const problemOf = (text: string | null, of = tree): string | null => {
    const entries = entriesOf(one, text, of)
    if (entries === null) return text === null ? null : 'It has no addons_path.'
    const missing = missingIn(entries, one, of)
    return missing.length === 0 ? null : `Its addons path does not have ${missing.join(', ')}.`
  }
  const message = problemOf(read?.text ?? null)
  if (message === null || read === null) return []
  const added = missingIn(entriesOf(one, read.text, tree) ?? [], one, tree).map((folder) => entryOf(folder, one, tree))
  const text =
    one.isCommand || added.includes(null)
      ? null
      : withAddonsPath(
          read.text,
          added.flatMap((entry) => entry ?? []),
        )
  return [
    {
      level: 'error',
      path: one.path,
      message,
      hint: text === null ? 'Add them, as the container has them.' : `Add ${added.join(', ')}.`,
      fix: text === null ? null : { kind: 'write', path: one.path, text, is: read.sha256 },
      trace: {
        files: [one.path, tree.cataloguePath],
        holds: ([before = null, catalogue = null]) => problemOf(before, cataloguedIn(catalogue, tree)) !== null,
      },
    },
  ]
}

function entriesOf({ path, isCommand }: Configured, text: string | null, tree: LayoutTree): string[] | null {
  if (text === null) return null
  if (!isCommand) return addonsPathIn(text)
  const typed = odooServices(path, { ...tree, file: () => ({ text, sha256: '' }) }).find(({ addonsPath: one }) => one !== null)
  return typed?.addonsPath?.split(',') ?? null
}

function missingIn(entries: readonly string[], one: Configured, tree: LayoutTree): string[] {
  return foldersOf(tree).filter((folder) => !entries.some((entry) => isEntry(entry, folder, one, tree)))
}

/** True of an entry that means the folder: as the container has it, as it lies on disk, or, where no container is known, with the same end. */
function isEntry(entry: string, folder: string, { mounts }: Configured, { at }: LayoutTree): boolean {
  const plain = entry.replace(/\/+$/, '').replace(/^\.\//, '')
  if (mounts.length > 0) return plain === targetOf(folder, mounts)
  return plain === folder || plain === `${at}/${folder}` || plain.endsWith(`/${endOf(folder)}`)
}

/** What a folder is called where it is not known what lies above it: `oca/web` of `addons/oca/web`. */
function endOf(folder: string): string {
  return folder.split('/').slice(-2).join('/')
}

/** How a folder is to be written; null where nobody can tell. */
function entryOf(folder: string, one: Configured, tree: LayoutTree): string | null {
  if (one.mounts.length > 0) return targetOf(folder, one.mounts)
  const entries = entriesOf(one, tree.file(one.path)?.text ?? null, tree) ?? []
  for (const other of foldersOf(tree)) {
    const entry = entries.find((written) => isEntry(written, other, one, tree))?.replace(/\/+$/, '')
    if (entry === other) return folder
    if (entry?.endsWith(`/${other}`)) return `${entry.slice(0, -other.length)}${folder}`
    if (entry !== undefined) return `${entry.slice(0, -endOf(other).length)}${endOf(folder)}`
  }
  return null
}
