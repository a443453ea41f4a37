import { type AutomaticModule, triggersOf } from '../../lib/odoo/automatic.ts'
import { type Manifest, type ManifestReading, readManifest } from '../../lib/odoo/manifest.ts'
import type { ManifestProblem } from '../../lib/odoo/manifest-fields.ts'
import type { AddonFolder, UnreadRoot } from '../../lib/tools/filesystem/addons-port.ts'

/** A module as it was found. */
export interface IndexedModule {
  name: string
  path: string
  /** Folder of the addons path. */
  root: string
  /** Folders of the same name that lie later on the addons path: Odoo does not see them. */
  hidden: string[]
  /** Null when it cannot be read: `problems` or `unreadable` say why. */
  manifest: Manifest | null
  problems: readonly ManifestProblem[]
  unreadable: string | null
}

/** The modules of an addons path by their names. A manifest is parsed when it is first asked for. */
export interface ModuleIndex {
  names(): string[]
  get(name: string): IndexedModule | undefined
  /** Those whose manifests may say `auto_install`, and do. */
  automatic(): AutomaticModule[]
  /** Folders of the path that gave nothing. */
  unread: readonly UnreadRoot[]
}

/** What was parsed, for as long as the bytes are held: a file that has not changed gives the same object again. */
const parsed = new WeakMap<Uint8Array, ManifestReading>()

/** Of folders with the same name the first counts, as for Odoo. */
export function openIndex(folders: readonly AddonFolder[], unread: readonly UnreadRoot[]): ModuleIndex {
  const byName = new Map<string, AddonFolder[]>()
  for (const folder of folders) {
    const same = byName.get(folder.name)
    if (same) same.push(folder)
    else byName.set(folder.name, [folder])
  }
  const get = (name: string): IndexedModule | undefined => {
    const [first, ...others] = byName.get(name) ?? []
    if (!first) return undefined
    const { path, root, problem } = first
    return { ...reading(first), unreadable: problem, name, path, root, hidden: others.map((one) => one.path) }
  }
  return {
    unread,
    names: () => [...byName.keys()].sort(),
    get,
    automatic: () =>
      [...byName.values()].flatMap(([first]) => {
        if (!first?.manifest || !mentions(first.manifest)) return []
        const { manifest } = reading(first)
        const triggers = manifest?.installable ? triggersOf(manifest) : null
        return triggers === null ? [] : [{ name: first.name, triggers }]
      }),
  }
}

function reading({ manifest }: AddonFolder): ManifestReading {
  if (manifest === null) return { manifest: null, problems: [] }
  const known = parsed.get(manifest) ?? readManifest(manifest)
  parsed.set(manifest, known)
  return known
}

/** Most manifests do not say it, and need not be parsed for it. */
function mentions(manifest: Uint8Array): boolean {
  return Buffer.from(manifest.buffer, manifest.byteOffset, manifest.byteLength).includes('auto_install')
}
