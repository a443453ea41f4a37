import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import type { z } from 'zod'
import { OpsError } from '../core/error.ts'

/** Writes JSON that only the owner may read (mode 0600), whole or not at all. */
export function writePrivate(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}

/** Reads JSON of the given shape; undefined when there is no file. A file that others may read, or of another shape, is refused. */
export function readPrivate<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> | undefined {
  if (!existsSync(file)) return undefined
  const mode = statSync(file).mode & 0o777
  if ((mode & 0o077) !== 0) {
    throw new OpsError(
      'refused',
      `${file} can be read by other users (mode ${mode.toString(8).padStart(4, '0')}).`,
      `Close it with: chmod 600 ${file}`,
    )
  }
  const parsed = schema.safeParse(json(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  throw new OpsError('invalid', `${file} is damaged.`, 'Put it back from a backup of the data folder.', { cause: parsed.error })
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
