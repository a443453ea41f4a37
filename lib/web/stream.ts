const heartbeatMs = 15_000
const sessionCheckMs = 2_000

interface Followed {
  events: AsyncGenerator<{ seq: number }>
  /** Ends the generator. */
  stop: AbortController
  /** Asked every two seconds: false ends the stream. */
  stillAllowed(): Promise<boolean>
}

/**
 * Server-sent events: `id` is `seq`, a comment every 15 s, `end` after the last. A slow client is not queued for: the next event is
 * read from the table when the client has taken the one before, so nothing is skipped and nothing piles up.
 */
export function eventStream({ events, stop, stillAllowed }: Followed, gone: AbortSignal): Response {
  const encoder = new TextEncoder()
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
      if (!done) return stream.enqueue(encoder.encode(`id: ${value.seq}\ndata: ${JSON.stringify(value)}\n\n`))
      if (refused) stream.enqueue(encoder.encode('event: refused\ndata:\n\n'))
      else if (!stop.signal.aborted) stream.enqueue(encoder.encode('event: end\ndata:\n\n'))
      leave()
      stream.close()
    },
    cancel: leave,
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' },
  })
}

/** Pieces of text or bytes as a response's body, one at a time as the client takes them. */
export function bodyOf(pieces: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
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
