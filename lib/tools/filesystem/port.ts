import type { CallOptions } from '../tools.ts'

export interface FileEntry {
  /** Relative to the folder asked for, with `/`. */
  path: string
  sizeBytes: number
}

/**
 * Files under the control room's own roots, nothing else; paths are absolute. A path that leads out of the roots, by `..` or by a
 * link, is `refused`. Errors: `refused`, `not_found`, `too_large`, `unavailable`; `cancelled` and `timeout` from `list`.
 */
export interface FilesystemTool {
  /** The folder for the work of one run, with its links resolved; made when absent. */
  workFolder(runId: string): Promise<string>
  /** Removes the folder of a run and all in it; nothing happens when it is gone already. */
  removeWorkFolder(runId: string): Promise<void>
  /**
   * Regular files below a folder, in order of path, links neither listed nor followed; `skip` names folders, by name or by path
   * below the folder, that are not looked into; stops with `too_large` above `limit` (default 20,000).
   */
  list(folder: string, options?: CallOptions & { limit?: number | undefined; skip?: string[] | undefined }): Promise<FileEntry[]>
  /** Text of a regular file up to `maxBytes` (default 1 MiB), else `too_large`; invalid UTF-8 is replaced. */
  readText(file: string, options?: { maxBytes?: number | undefined }): Promise<string>
  /** Replaces a file as a whole, for its owner only; folders on the way to it are made. A reader sees the old or the new text. */
  writeText(file: string, text: string): Promise<void>
  /** True for anything of that name, also a folder. */
  exists(file: string): Promise<boolean>
}
