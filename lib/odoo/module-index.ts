import { type AutomaticModule, triggersOf } from './automatic.ts'
import { type Manifest, type ManifestReading, readManifest } from './manifest.ts'
import type { ManifestProblem } from './manifest-fields.ts'

/** A folder with a manifest, as it was read: null with the reason where it could not be. */
interface AddonFolder {
  name: string
  path: string
  root: string
  manifest: Uint8Array | null
  problem: string | null
}

/** A folder of the addons path that gave nothing. */
interface UnreadRoot {
  path: string
  message: string
}

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
  /** All of them, by name. */
  all(): IndexedModule[]
  get(name: string): IndexedModule | undefined
  /** Those whose manifests may say `auto_install`, and do. */
  automatic(): AutomaticModule[]
  /** Those whose manifests may name a module as one that they need: few have to be parsed to know which of them do. */
  mentioning(name: string): readonly string[]
  /** Folders of the path that gave nothing. */
  unread: readonly UnreadRoot[]
}

/** What was parsed, for as long as the bytes are held: a file that has not changed gives the same object again. */
const parsed = new WeakMap<Uint8Array, ManifestReading>()
/** Of manifests that were not parsed, what may be names in them. */
const quoted = new WeakMap<Uint8Array, readonly string[]>()

/** Of folders with the same name the first counts, as for Odoo. */
export function openIndex(folders: readonly AddonFolder[], unread: readonly UnreadRoot[]): ModuleIndex {
  const byName = Map.groupBy(folders, ({ name }) => name)
  const firsts = [...byName.values()].flatMap(([first]) => first ?? [])
  const asked = new Map<string, IndexedModule>()
  let automatic: AutomaticModule[] | undefined
  let mentions: Map<string, string[]> | undefined
  const names = () => [...byName.keys()].sort()
  return {
    unread,
    names,
    all() {
      return names().flatMap((name) => this.get(name) ?? [])
    },
    get(name) {
      const known = asked.get(name)
      if (known) return known
      const [first, ...others] = byName.get(name) ?? []
      if (!first) return undefined
      const { path, root, problem } = first
      const module = { ...reading(first), unreadable: problem, name, path, root, hidden: others.map((one) => one.path) }
      asked.set(name, module)
      return module
    },
    automatic() {
      automatic ??= firsts.flatMap(automaticIn)
      return automatic
    },
    mentioning(name) {
      // A manifest that names none needs it.
      if (name === 'base') return firsts.map((one) => one.name)
      mentions ??= mentionsIn(firsts)
      return mentions.get(name) ?? []
    },
  }
}

function reading({ manifest }: AddonFolder): ManifestReading {
  if (manifest === null) return { manifest: null, problems: [] }
  const known = parsed.get(manifest) ?? readManifest(manifest)
  parsed.set(manifest, known)
  return known
}

/** Most manifests do not say it, or say False, and need not be parsed for it. */
function automaticIn(folder: AddonFolder): AutomaticModule[] {
  const bytes = bufferOf(folder)
  if (!bytes.includes('auto_install') || !/auto_install(?!["']\s*:\s*False\b)/.test(bytes.toString())) return []
  const { manifest } = reading(folder)
  const triggers = manifest?.installable ? triggersOf(manifest) : null
  return triggers === null || manifest === null ? [] : [{ name: folder.name, triggers, countries: manifest.countries }]
}

/** Name → the modules that may need it. */
function mentionsIn(folders: readonly AddonFolder[]): Map<string, string[]> {
  const all = new Map<string, string[]>()
  for (const folder of folders)
    for (const name of namesIn(folder)) {
      const list = all.get(name)
      if (!list) all.set(name, [folder.name])
      else if (list.at(-1) !== folder.name) list.push(folder.name)
    }
  return all
}

/** What a manifest needs where it was parsed, and else what stands between its quotes and may be a name. One with escapes is parsed. */
function namesIn(folder: AddonFolder): readonly string[] {
  const { manifest } = folder
  if (manifest === null) return []
  const known = parsed.get(manifest)?.manifest?.depends ?? quoted.get(manifest)
  if (known) return known
  const text = bufferOf(folder).toString()
  const names = text.includes('\\') ? (reading(folder).manifest?.depends ?? []) : (text.match(/(?<=["'])[^"'\s/]+(?=["'])/g) ?? [])
  quoted.set(manifest, names)
  return names
}

function bufferOf({ manifest }: AddonFolder): Buffer {
  return manifest ? Buffer.from(manifest.buffer, manifest.byteOffset, manifest.byteLength) : Buffer.alloc(0)
}
