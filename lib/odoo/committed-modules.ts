import { readManifest } from './manifest.ts'
import type { OdooModule } from './modules.ts'

/** The modules of a commit, from its manifests; those below another module, or in a folder that begins with a dot, are none. */
export function modulesIn(files: readonly { path: string; text: string }[]): { modules: OdooModule[]; unreadable: string[] } {
  const folders = new Map(files.map(({ path, text }) => [path.replace(/\/?__manifest__\.py$/, ''), text]))
  const modules: OdooModule[] = []
  const unreadable: string[] = []
  for (const [path, text] of folders) {
    const parts = path.split('/')
    const isBelow = parts.some((_, place) => place > 0 && folders.has(parts.slice(0, place).join('/')))
    if (path === '' || isBelow || parts.some((part) => part.startsWith('.'))) continue
    const { manifest } = readManifest(text)
    if (manifest) modules.push({ name: parts.at(-1) ?? path, path, manifest })
    else unreadable.push(path)
  }
  return { modules, unreadable }
}
