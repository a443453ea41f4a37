const headerBytes = 8
const stderrKind = 2

/** A piece of what a container or a program in it wrote. */
export interface Frame {
  stream: 'out' | 'err'
  chunk: Buffer
}

/**
 * Takes the engine's stream apart: each frame has a header of 8 bytes, the stream's number in the first and the length in the last
 * four, big-endian (Docker Engine API, "Stream format"). Nothing is read ahead: a slow reader holds up the writer.
 */
export async function* framesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Frame> {
  let header = Buffer.alloc(0)
  let left = 0
  for await (const piece of stream) {
    let chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
    while (chunk.length > 0) {
      if (left === 0) {
        const missing = headerBytes - header.length
        header = Buffer.concat([header, chunk.subarray(0, missing)])
        chunk = chunk.subarray(missing)
        if (header.length === headerBytes) left = header.readUInt32BE(4)
        if (left === 0 && header.length === headerBytes) header = Buffer.alloc(0)
        continue
      }
      const part = chunk.subarray(0, left)
      chunk = chunk.subarray(left)
      left -= part.length
      yield { stream: header[0] === stderrKind ? 'err' : 'out', chunk: part }
      if (left === 0) header = Buffer.alloc(0)
    }
  }
}
