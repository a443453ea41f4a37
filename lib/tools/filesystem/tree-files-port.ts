/** What lies in a folder, by name. A link is what it leads to, and neither where it leads nowhere, in a circle, or out of what may be read. */
export interface FolderEntries {
  /** Sorted, as `files` are. */
  folders: string[]
  files: string[]
  /** There is no such folder. */
  isAbsent: boolean
  /** Why it cannot be read; null where it can, or is not there. */
  problem: string | null
}

/** A file with the sha-256 of its bytes. */
interface TreeFile {
  text: string
  sha256: string
}

/** Files and folders below the folders that the configuration allows. Nothing here is written. */
export interface TreeFiles {
  entries(folder: string): FolderEntries
  /** Up to 1 MiB; null where there is no such file, or it cannot be read. */
  file(file: string): TreeFile | null
}
