/** A folder with a manifest, as it lies on an addons path. */
export interface AddonFolder {
  /** The folder's own name, which is the module's. */
  name: string
  /** Absolute, as it was reached: a link stands in it as a link. */
  path: string
  /** The folder of the addons path that it lies in, as it was asked for. */
  root: string
  /** The bytes of `__manifest__.py`; the same object for as long as the file does not change. Null when it cannot be read. */
  manifest: Uint8Array | null
  /** Why it cannot be read. */
  problem: string | null
}

/** A folder of an addons path that gave nothing, and why. */
export interface UnreadRoot {
  path: string
  /** There is nothing of this name. */
  isAbsent: boolean
  message: string
}

/**
 * Addons as Odoo finds them: folders with a manifest directly below the folders of an addons path, links followed. Only below the
 * folders that the configuration allows; what leads out of them is told, and not read. Nothing here is written.
 */
export interface AddonsFiles {
  /** In the order of the path, and of names within a folder. A folder that cannot be read never hides the others. */
  modules(path: readonly string[]): Promise<{ folders: AddonFolder[]; unread: UnreadRoot[] }>
  /** The text of a file up to 1 MiB; null when it is not there. Errors: `refused`, `too_large`, `unavailable`. */
  text(file: string): Promise<string | null>
}
