import path from 'node:path'
import { parseWaivers, WaiversError } from '../../config/layout-waivers.schema.ts'
import { OpsError } from '../core/error.ts'
import type { LookContext } from '../core/skill.ts'
import { openTreeFiles } from '../tools/filesystem/tree-files.ts'

/** The files of an installation below some folders, with what is waived of its findings. */
export function openWaived({ roots, catalogue }: { roots: readonly string[]; catalogue: string | null }): LookContext['files'] {
  const files = openTreeFiles({ roots })
  return {
    ...files,
    waivers() {
      if (catalogue === null) return { file: '', waivers: [] }
      const file = path.join(path.dirname(catalogue), 'layout_waivers.json')
      const read = files.file(file)
      try {
        return { file, waivers: read === null ? [] : parseWaivers(read.text, file) }
      } catch (error) {
        if (!(error instanceof WaiversError)) throw error
        throw new OpsError('invalid', error.message, 'Mend it at this key, or remove the file.')
      }
    },
  }
}
