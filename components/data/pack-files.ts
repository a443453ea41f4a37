export type Bytes = Uint8Array<ArrayBuffer>

const block = 512

/** The files of a tar archive by their names, without the folder that they lie in. Throws for what is no such archive. */
function untar(bytes: Bytes): Map<string, Bytes> {
  const files = new Map<string, Bytes>()
  for (let at = 0; at + block <= bytes.length; ) {
    const header = bytes.subarray(at, at + block)
    if (header.every((byte) => byte === 0)) return files
    const name = wordsOf(header.subarray(0, 100))
    const size = Number.parseInt(wordsOf(header.subarray(124, 136)).trim(), 8)
    if (name === '' || !Number.isInteger(size) || at + block + size > bytes.length) throw new Error('This is not an evidence pack.')
    files.set(name.replace(/^.*\//, ''), bytes.slice(at + block, at + block + size))
    at += block + Math.ceil(size / block) * block
  }
  throw new Error('The pack ends in the middle.')
}

function wordsOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end))
}

/** What was found in a pack. `digest` is of its manifest: what the chain of packs names it by. */
export interface PackVerdict {
  run: string
  seq: number
  digest: string
  files: number
  /** Names the first file that does not fit. */
  problem: string | null
}

interface Manifest {
  run: string
  seq: number
  files: { path: string; sha256: string }[]
}

/** Compares each file of a pack with the pack's manifest. */
export async function checkPackFiles(files: ReadonlyMap<string, Bytes>, sha256: (bytes: Bytes) => Promise<string>): Promise<PackVerdict> {
  const bytes = files.get('manifest.json')
  const manifest = bytes && manifestOf(bytes)
  if (!bytes || !manifest) throw new Error('There is no manifest.json in it, or it is not one.')
  const verdict = { run: manifest.run, seq: manifest.seq, digest: await sha256(bytes), files: manifest.files.length }
  for (const { path, sha256: wanted } of manifest.files) {
    const content = files.get(path)
    if (!content) return { ...verdict, problem: `${path} is missing.` }
    if ((await sha256(content)) !== wanted) return { ...verdict, problem: `${path} does not match its digest.` }
  }
  const known = new Set(['manifest.json', ...manifest.files.map(({ path }) => path)])
  const strange = [...files.keys()].find((name) => !known.has(name))
  return { ...verdict, problem: strange ? `${strange} is not in the manifest.` : null }
}

function manifestOf(bytes: Bytes): Manifest | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isManifest(value) ? value : null
  } catch {
    return null
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null || !('files' in value) || !Array.isArray(value.files)) return false
  const named = value.files.every((file) => typeof file?.path === 'string' && typeof file?.sha256 === 'string')
  return named && 'run' in value && typeof value.run === 'string' && 'seq' in value && typeof value.seq === 'number'
}

/** What a browser gets out of the archive that the control room hands out. */
export async function unpacked(archive: Blob): Promise<Map<string, Bytes>> {
  const plain = new Response(archive.stream().pipeThrough(new DecompressionStream('gzip')))
  const bytes = await plain.arrayBuffer().catch(() => {
    throw new Error('This is not an evidence pack: it cannot be unpacked.')
  })
  return untar(new Uint8Array(bytes))
}
