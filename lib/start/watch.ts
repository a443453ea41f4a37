export interface Watch {
  /** From one question to the next; one that takes longer is followed at once. */
  everyMs: number
  /** So many "no" in a row are believed. */
  strikes: number
  /** True: it is well. False, or an error: it is not. Null: this says nothing about it. */
  ask(): Promise<boolean | null>
  onDown(): Promise<void> | void
}

/** Asks again and again, one question at a time, and acts when enough answers in a row are no. Returns what ends this and waits for the present turn. */
export function watch({ everyMs, strikes, ask, onDown }: Watch): () => Promise<void> {
  const over = new AbortController()
  let noes = 0

  const turn = async () => {
    const answer = await ask().catch(() => false)
    if (answer !== null) noes = answer ? 0 : noes + 1
    if (noes < strikes || over.signal.aborted) return
    noes = 0
    await onDown()
  }

  const turns = async () => {
    for (let waitMs = everyMs; await pause(waitMs, over.signal); ) {
      const begun = Date.now()
      await turn()
      waitMs = Math.max(0, everyMs - (Date.now() - begun))
    }
  }

  const done = turns()
  return () => {
    over.abort()
    return done
  }
}

/** Waits; false when the signal came first. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false)
    const abort = () => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve(true)
    }, ms)
    signal.addEventListener('abort', abort, { once: true })
  })
}
