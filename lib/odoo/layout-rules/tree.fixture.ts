import type { LayoutModule, LayoutRepository, LayoutTree } from '../layout-tree.ts'
import { readManifest } from '../manifest.ts'

export const manifest = `{'name': 'Base', 'version': '18.0.1.0.0', 'author': 'Us', 'license': 'LGPL-3'}\n`

/** A repository that stands as it is to stand. */
export function repository(name: string, more: Partial<LayoutRepository> = {}): LayoutRepository {
  const standing = { commit: 'a'.repeat(40), branch: '18.0', origin: null, changed: { count: 0, first: [] }, isShallow: false }
  const [url, path] = [`https://github.com/OCA/${name}.git`, `addons/oca/${name}`]
  return {
    name,
    url,
    path,
    purpose: '',
    standing: { kind: 'repository', ...standing },
    pin: null,
    isSubmodule: false,
    wantedBranch: '18.0',
    ...more,
  }
}

/** A module by its path, with the text of its manifest. */
export function moduleAt(path: string, text = manifest, entries: string[] = ['README.rst']): LayoutModule {
  const cut = path.lastIndexOf('/')
  return { name: path.slice(cut + 1), path, folder: path.slice(0, cut), ...readManifest(text), unreadable: null, entries }
}

/** A tree in memory: of files by their paths, and folders for all that lies in one. */
export function treeOf(files: Record<string, string>, more: Partial<LayoutTree> = {}): LayoutTree {
  const repositories = more.repositories ?? [repository('web'), repository('queue')]
  const there = [...Object.keys(files), 'addons/ipai/x', 'addons/oca/x', ...repositories.map(({ path }) => `${path}/LICENSE`)]
  return {
    at: '/srv/odoo',
    catalogue: { roots: { oca: 'addons/oca', ipai: 'addons/ipai' }, repositories: [], mustHave: {}, features: {} },
    cataloguePath: 'config/catalogue.json',
    series: '18.0',
    repositories,
    modules: [],
    folders: [],
    unread: [],
    gitlinks: new Map(),
    root: null,
    file: (path) => (files[path] === undefined ? null : { text: files[path], sha256: `sha of ${path}` }),
    kindOf: (path) => (there.includes(path) ? 'file' : there.some((one) => one.startsWith(`${path}/`)) ? 'folder' : null),
    ...more,
  }
}
