/** SHA-256 in hex, by the browser itself. Null where it has none: that is everywhere but HTTPS and this very machine. */
export function browserDigest(): ((bytes: Uint8Array<ArrayBuffer>) => Promise<string>) | null {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) return null
  return async (bytes) =>
    [...new Uint8Array(await subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What is said where a browser computes no digest. */
export const noDigest = 'This browser computes digests only over HTTPS, or on the control room’s own machine.'
