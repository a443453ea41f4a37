import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { lstat, readdir, readlink } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Header, type Pack, pack } from 'tar-stream'
import { OpsError } from '../../core/error.ts'
import type { CallOptions } from '../tools.ts'
import { callToEnd } from './call.ts'
import { create, remove, removedOnFailure } from './create.ts'
import type { DockerTool } from './port.ts'
import { type Engine, part } from './request.ts'

type Source = Parameters<DockerTool['fillVolume']>[1]
type Part = Source['parts'][number]

/** Where the volume lies in the container that loads it. */
const mountPoint = '/fill'
const fillMs = 600_000

interface Entry {
  file: string
  header: Pick<Header, 'name' | 'type' | 'mode' | 'uid' | 'gid' | 'mtime' | 'size'> & { linkname?: string }
}

/** Copies folders into a volume. They are looked through before anything is made, so that what is too large costs nothing. */
export function fill(engine: Engine, volume: string, source: Source, options: CallOptions | undefined): Promise<number> {
  return callToEnd(
    engine,
    `The copy of ${source.parts.map(({ folder }) => folder).join(' and ')} into volume ${volume}`,
    options,
    async ({ signal }) => {
      const entries: Entry[] = []
      let bytes = 0
      for (const part of source.parts) {
        const { found, size } = await entriesOf(part, { maxBytes: source.maxBytes, before: bytes }, signal)
        entries.push(...found)
        bytes = size
      }
      const id = await create(engine, loaderOf(volume, source), signal)
      await removedOnFailure(engine, id, async () => {
        const archive = pack()
        // The reader of the archive hears of a failure, too.
        const packing = packAll(archive, entries, signal).catch((error: Error) => archive.destroy(error))
        // Unpacked at the root, so that a link may point anywhere: it is the container that follows it, later.
        await engine.ask<unknown>({
          method: 'PUT',
          path: `/containers/${part(id)}/archive`,
          query: { path: '/' },
          archive: Readable.from(archive),
          signal,
        })
        await packing
      })
      await remove(engine, id)
      return bytes
    },
    fillMs,
  )
}

function placeIn(place: string): string {
  const normal = path.posix.normalize(place)
  if (normal.startsWith('/') || normal === '..' || normal.startsWith('../'))
    throw new OpsError('invalid', `${JSON.stringify(place)} is not a folder inside a volume.`, 'Give a relative path without "..".')
  return path.posix.join(mountPoint.slice(1), normal)
}

/** Never started: the engine unpacks into it, and so into the volume. */
function loaderOf(volume: string, { image, labels }: Source) {
  return {
    image,
    entrypoint: ['never-started'],
    argv: [],
    env: {},
    labels,
    networks: [],
    mounts: [{ volume, path: mountPoint, readOnly: false }],
    limits: { memoryBytes: 64 * 1024 ** 2, cpus: 1, processes: 8 },
    readOnlyRoot: false,
  }
}

interface Bounds {
  maxBytes: number
  /** Bytes of the parts before this one. */
  before: number
}

/** The part's place, and folders, files and links below its folder, each folder before what is in it; and the bytes with those before. */
async function entriesOf(
  { folder, only, place: asked = '.' }: Part,
  { maxBytes, before }: Bounds,
  signal: AbortSignal,
): Promise<{ found: Entry[]; size: number }> {
  const place = placeIn(asked)
  const root = { name: place, type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: new Date(), size: 0 } as const
  const found: Entry[] = [{ file: folder, header: root }]
  const folders = ['']
  let size = before
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    signal.throwIfAborted()
    for (const name of await readdir(path.join(folder, at), { encoding: 'buffer' }).catch((error: unknown) => gone(folder, at, error))) {
      // A name that is not UTF-8 cannot be told to the engine.
      if (name.equals(Buffer.from('.git')) || !isUtf8(name)) continue
      const entry = await entryOf(folder, path.join(at, name.toString('utf8')))
      if (entry === null || !isWanted(entry, only)) continue
      size += entry.header.size
      if (size > maxBytes) throw tooLarge(folder, maxBytes, entry)
      if (entry.header.type === 'directory') folders.push(entry.header.name)
      found.push({ ...entry, header: { ...entry.header, name: path.posix.join(place, entry.header.name) } })
    }
  }
  return { found, size }
}

/** Within one of the folders that are named, or on the way to one. */
function isWanted({ header: { name, type } }: Entry, only: Part['only']): boolean {
  if (only === undefined) return true
  return only.some((wanted) => name === wanted || name.startsWith(`${wanted}/`) || (type === 'directory' && wanted.startsWith(`${name}/`)))
}

async function entryOf(folder: string, name: string): Promise<Entry | null> {
  const file = path.join(folder, name)
  const found = await lstat(file)
  const header = { name, uid: 0, gid: 0, mtime: found.mtime, size: 0 }
  if (found.isDirectory()) return { file, header: { ...header, type: 'directory', mode: 0o755 } }
  if (found.isSymbolicLink()) return { file, header: { ...header, type: 'symlink', mode: 0o777, linkname: await readlink(file) } }
  const mode = found.mode & 0o111 ? 0o755 : 0o644
  return found.isFile() ? { file, header: { ...header, type: 'file', mode, size: found.size } } : null
}

async function packAll(archive: Pack, entries: readonly Entry[], signal: AbortSignal): Promise<void> {
  for (const { file, header } of entries) {
    signal.throwIfAborted()
    // An entry without content is whole at once; one with content is written to.
    if (header.size === 0) archive.entry(header, '')
    else await pipeline(createReadStream(file, { end: header.size - 1 }), archive.entry(header), { signal })
  }
  archive.finalize()
}

function gone(folder: string, at: string, cause: unknown): never {
  throw new OpsError('not_found', `The folder ${path.join(folder, at)} cannot be read.`, 'Lay it out again.', { cause })
}

function tooLarge(folder: string, maxBytes: number, { header }: Entry): OpsError {
  const limit = `${Math.floor(maxBytes / 1024 ** 2)} MiB`
  return new OpsError(
    'too_large',
    `The files in ${folder} are more than ${limit}: the limit was passed at ${header.name} (${header.size} bytes).`,
    'Remove large files from the repository.',
  )
}
