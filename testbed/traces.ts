import { existsSync, globSync, rmdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { namespaceOf, processes } from './linux.ts'

const engines = ['dockerd', 'containerd']

/** The folders that an engine makes and leaves behind, wherever else it keeps its things, and that are not there now. */
export function absentFolders(): string[] {
  const controlGroups = globSync('/sys/fs/cgroup/{,*/}').map((folder) => path.join(folder, 'docker'))
  return ['/run/containerd', '/run/docker', ...controlGroups].filter((folder) => !existsSync(folder))
}

/** Takes away those of the folders that are there now. Where an engine of someone else runs by now, they are its own. */
export function removeFolders(folders: string[]): void {
  const isShared = processes().some(
    ({ pid, command }) => engines.includes(path.basename(command[0] ?? '')) && namespaceOf(pid, 'mnt') === namespaceOf('self', 'mnt'),
  )
  if (isShared) return
  for (const folder of folders.filter((folder) => existsSync(folder))) {
    if (!folder.startsWith('/sys/')) rmSync(folder, { recursive: true, force: true })
    else removeControlGroup(folder)
  }
}

/** Its files cannot be deleted; it goes as one when no process and no group is in it. */
function removeControlGroup(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // it is in use, so it is not a trace
  }
}
