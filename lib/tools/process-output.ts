import type { Readable } from 'node:stream'

/** The longest line that is handed on; what is longer is cut and says so. */
export const longestLine = 16 * 1024
const quietTicks = 10
const tickMs = 25
/** More than what a pipe can still hold once all its known writers have ended. */
const leftInPipeBytes = 1024 * 1024

/** Keeps the first and the last half of `maxBytes` of what it is given. */
export function headAndTail(maxBytes: number) {
  const half = Math.ceil(maxBytes / 2)
  const head: Buffer[] = []
  let tail: Buffer[] = []
  let headBytes = 0
  let tailBytes = 0
  let leftOut = 0
  const trimTail = () => {
    if (tailBytes <= half * 2) return
    const kept = Buffer.concat(tail).subarray(-half)
    leftOut += tailBytes - kept.length
    tail = [Buffer.from(kept)]
    tailBytes = kept.length
  }
  return {
    take(chunk: Buffer): void {
      const forHead = chunk.subarray(0, half - headBytes)
      const forTail = chunk.subarray(forHead.length)
      if (forHead.length > 0) head.push(forHead)
      if (forTail.length > 0) tail.push(forTail)
      headBytes += forHead.length
      tailBytes += forTail.length
      trimTail()
    },
    /** The text, with the number of bytes left out in its middle; invalid UTF-8 is replaced. */
    result(): { text: string; truncated: boolean } {
      const end = Buffer.concat(tail).subarray(-half)
      const missing = leftOut + tailBytes - end.length
      if (missing === 0) return { text: Buffer.concat([...head, end]).toString('utf8'), truncated: false }
      const mark = `\n… ${missing} bytes left out …\n`
      return { text: Buffer.concat(head).toString('utf8') + mark + end.toString('utf8'), truncated: true }
    },
  }
}

/**
 * Turns chunks into lines as a terminal would show them at their end: a carriage return begins the line anew (progress bars),
 * CRLF is one end of line, a line over 16 KiB is cut with a mark.
 */
export function lineReader() {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let held = ''
  let cut = 0
  let returned = false
  const add = (piece: string) => {
    const text = withoutReturns(piece)
    if (text !== '') {
      const last = text.lastIndexOf('\r')
      if (returned || last >= 0) [held, cut] = ['', 0]
      const shown = text.slice(last + 1)
      const room = longestLine - held.length
      held += shown.slice(0, room)
      cut += Math.max(0, shown.length - room)
      returned = false
    }
    if (text.length < piece.length) returned = true
  }
  const flush = (): string => {
    const line = cut > 0 ? `${held.toWellFormed()} … cut, ${cut} more characters` : held
    ;[held, cut, returned] = ['', 0, false]
    return line
  }
  const lines = (text: string): string[] => {
    const pieces = text.split('\n')
    const rest = pieces.pop() ?? ''
    const whole = pieces.map((piece) => {
      add(piece)
      return flush()
    })
    add(rest)
    return whole
  }
  return {
    take: (chunk: Buffer): string[] => lines(decoder.decode(chunk, { stream: true })),
    /** What is left after the last newline. */
    end(): string[] {
      const whole = lines(decoder.decode())
      return held === '' ? whole : [...whole, flush()]
    },
  }
}

function withoutReturns(piece: string): string {
  let end = piece.length
  while (end > 0 && piece[end - 1] === '\r') end -= 1
  return piece.slice(0, end)
}

/**
 * Reads a pipe to its end, one chunk after the other: as long as `take` is at work, nothing more is read and the writer waits.
 * `release` is called when every known writer has ended: from then on the pipe is left when it stays silent (measured in turns of
 * the event loop, so that a busy machine loses nothing) or when more comes than a pipe can have held.
 */
export function pump(stream: Readable, take: (chunk: Buffer) => Promise<void>) {
  let busy = false
  let turnsSilent = 0
  let bytesAfter = 0
  let released: NodeJS.Timeout | undefined
  const read = async (): Promise<void> => {
    try {
      for await (const chunk of stream) {
        busy = true
        turnsSilent = 0
        if (released) bytesAfter += chunk.length
        await take(chunk)
        busy = false
        if (bytesAfter > leftInPipeBytes) break
      }
    } catch (error) {
      if (!stream.destroyed || busy) throw error
    } finally {
      clearInterval(released)
      stream.destroy()
    }
  }
  return {
    finished: read(),
    release(): void {
      released = setInterval(() => {
        turnsSilent = busy ? 0 : turnsSilent + 1
        if (turnsSilent > quietTicks) stream.destroy()
      }, tickMs)
      if (stream.destroyed) clearInterval(released)
    },
    leave(): void {
      clearInterval(released)
      stream.destroy()
    },
  }
}
