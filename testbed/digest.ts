import { createHash } from 'node:crypto'

/** A short digest of these texts, in their order. */
export function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${Buffer.byteLength(text)} `).update(text)
  return hash.digest('hex').slice(0, 16)
}
