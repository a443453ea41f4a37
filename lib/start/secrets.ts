import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { readPrivate, writePrivate } from './private-file.ts'

const secrets = z.object({ nextAuthSecret: z.string().min(32), databasePassword: z.string().min(16) })
export type Secrets = z.output<typeof secrets>

/** The secrets of this data folder (`secrets.json`, mode 0600), made once, on the first start. */
export function openSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  const kept = readPrivate(file, secrets)
  if (kept) return kept
  const made = { nextAuthSecret: randomBytes(32).toString('base64url'), databasePassword: randomBytes(24).toString('base64url') }
  writePrivate(file, made)
  return made
}
