import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An event stream that somebody asked for. */
export interface Passing {
  path: string
  /** After which event it was asked for. */
  lastId: number
  /** When (ms). */
  at: number
  isOpen: boolean
}

type Held = Passing & { answer: ServerResponse; isArmed: boolean }

/**
 * A proxy between a browser and the app, as bad as one on a train: it passes everything, tells which event streams there were, and cuts
 * them when it is told to. The browser keeps the app's own address, so that cookies, locks and origins are what they always are.
 */
export async function cuttingProxy() {
  const streams: Held[] = []
  let isBroken = false
  const server = createServer((asked, answer) => {
    const url = new URL(asked.url ?? '', 'http://nowhere.invalid')
    const stream = url.pathname.endsWith('/events') ? held(url.pathname, asked, answer) : null
    if (stream) streams.push(stream)
    const { 'proxy-connection': _, ...headers } = asked.headers
    const through = request(url, { method: asked.method, headers }, (theirs) => {
      answer.writeHead(theirs.statusCode ?? 502, theirs.headers)
      if (!stream) return void theirs.pipe(answer)
      theirs.on('data', (piece: Buffer) => pass(stream, piece, isBroken))
      theirs.on('end', () => answer.end())
    })
    through.on('error', () => answer.destroy())
    answer.on('close', () => through.destroy())
    asked.pipe(through)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const of = (path: string) => streams.filter((stream) => stream.path === path)
  const open = (path?: string) => (path ? of(path) : streams).filter((stream) => stream.isOpen)
  return {
    server: `http://127.0.0.1:${port}`,
    /** The streams of a path, in the order in which they were asked for. */
    of: (path: string): readonly Passing[] => of(path),
    openCount: (path?: string) => open(path).length,
    /** From now on each stream is cut at its first words, until it is told that the line is good again. */
    breakLine(isBad: boolean) {
      isBroken = isBad
      if (isBad) for (const { answer } of open()) answer.destroy()
    },
    /** Cuts the streams of a path in the middle of what comes next. */
    cutWithin(path: string) {
      for (const stream of open(path)) stream.isArmed = true
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function held(path: string, asked: IncomingMessage, answer: ServerResponse): Held {
  const stream = { path, lastId: Number(asked.headers['last-event-id'] ?? 0), at: Date.now(), isOpen: true, answer, isArmed: false }
  answer.on('close', () => {
    stream.isOpen = false
  })
  return stream
}

function pass(stream: Held, piece: Buffer, isBroken: boolean): void {
  const isCut = stream.isArmed && piece.includes('data:')
  if (!isCut && !isBroken) return void stream.answer.write(piece)
  stream.answer.write(piece.subarray(0, Math.ceil(piece.length / 2)), () => stream.answer.destroy())
}
