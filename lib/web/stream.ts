const heartbeatMs = 15_000
const sessionCheckMs = 2_000

const encoder = new TextEncoder()
/** An event is the same object for all who follow its run: it is written out once. */
const written = new WeakMap<object, Uint8Array>()

interface Followed {
  events: AsyncGenerator<{ seq: number }[]>
  /** Ends the generator. */
  stop: AbortController
  /** Asked every two seconds: false ends the stream. */
  stillAllowed(): Promise<boolean>
  /** Besides those of every stream. */
  headers?: Record<string, string>
}

/**
 * Server-sent events: `id` is `seq`, a comment every 15 s, `end` after the last. A slow client is not queued for: the next event is
 * read from the table when the client has taken the one before, so nothing is skipped and nothing piles up.
 */
export function eventStream({ events, stop, stillAllowed, headers }: Followed, gone: AbortSignal): Response {
  const timers: NodeJS.Timeout[] = []
  let refused = false
  const leave = () => {
    for (const timer of timers) clearInterval(timer)
    stop.abort()
    // A follower that waits for its client is not resumed any more: its subscription ends here.
    void events.return(undefined).catch(() => {})
  }
  gone.addEventListener('abort', leave, { once: true })
  const check = async () => {
    if (await stillAllowed().catch(() => true)) return
    refused = true
    leave()
  }
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      const beat = () => !stop.signal.aborted && stream.enqueue(encoder.encode(': still here\n\n'))
      beat()
      timers.push(
        setInterval(beat, heartbeatMs),
        setInterval(() => void check(), sessionCheckMs),
      )
    },
    async pull(stream) {
      const { value, done } = await events.next().catch((error: unknown) => {
        leave()
        throw error
      })
      if (!done) return stream.enqueue(value.length === 1 && value[0] ? messageOf(value[0]) : Buffer.concat(value.map(messageOf)))
      if (refused) stream.enqueue(encoder.encode('event: refused\ndata:\n\n'))
      else if (!stop.signal.aborted) stream.enqueue(encoder.encode('event: end\ndata:\n\n'))
      leave()
      stream.close()
    },
    cancel: leave,
  })
  return new Response(body, {
    headers: { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' },
  })
}

function messageOf(event: { seq: number }): Uint8Array {
  const known = written.get(event)
  if (known) return known
  const message = encoder.encode(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`)
  written.set(event, message)
  return message
}

/** Pieces of text or bytes as a response's body, one at a time as the client takes them. */
export function bodyOf(pieces: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      const { value, done } = await iterator.next()
      if (done) return stream.close()
      stream.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
