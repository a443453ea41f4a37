import { promisify } from 'node:util'
import { gunzip, gunzipSync, gzip } from 'node:zlib'
import type { RawLine } from '../core/log-writer.ts'

const zip = promisify(gzip)
const unzip = promisify(gunzip)

/** Lines as a row of `LogChunk` keeps them. */
export async function packLines(lines: readonly RawLine[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await zip(lines.map((line) => JSON.stringify(line)).join('\n')))
}

/** The lines of a chunk. */
export async function unpackLines(data: Uint8Array): Promise<RawLine[]> {
  return parse(await unzip(data))
}

/** The same in a thread that has nothing else to do. */
export function unpackNow(data: Uint8Array): RawLine[] {
  return parse(gunzipSync(data))
}

/** One parse of all is cheaper than one for each. JSON has no line end but between the lines. */
function parse(text: Buffer): RawLine[] {
  return JSON.parse(`[${text.toString().replaceAll('\n', ',')}]`)
}
