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

/** Only the texts, which costs a fraction: a line without a backslash is cut out, between `["2026-11-22T03:12:44.000Z","out","` and `"]`. */
export function unpackTexts(data: Uint8Array): string[] {
  return gunzipSync(data).toString().split('\n').map(textIn)
}

const [afterTime, beforeText] = [26, 34]
const quote = 34

function textIn(line: string): string {
  // Without a backslash every quote is one of JSON's own: these two say that time and stream are as long as they should be.
  const isUsual = line.charCodeAt(afterTime) === quote && line.charCodeAt(beforeText) === quote && !line.includes('\\')
  if (isUsual) return line.slice(beforeText + 1, -2)
  const [, , text]: RawLine = JSON.parse(line)
  return text
}

/** One parse of all is cheaper than one for each. JSON has no line end but between the lines. */
function parse(text: Buffer): RawLine[] {
  return JSON.parse(`[${text.toString().replaceAll('\n', ',')}]`)
}
