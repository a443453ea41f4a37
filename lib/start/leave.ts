// npm and the terminal both hand on one Ctrl-C, so two signals at once are one wish.
const sameWishMs = 500

export interface Leaving {
  /** Settles when someone asks this process to stop. */
  readonly asked: Promise<void>
  readonly isAsked: boolean
  ask(): void
}

/** Hears Ctrl-C, SIGTERM and SIGHUP: the first asks to stop in order, a later one calls `force`. */
export function hearSignals(force: () => void): Leaving {
  const { promise, resolve } = Promise.withResolvers<void>()
  let askedAt: number | undefined
  const ask = () => {
    askedAt ??= Date.now()
    resolve()
  }
  const hear = () => {
    if (askedAt !== undefined && Date.now() - askedAt > sameWishMs) force()
    ask()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear)
  return {
    asked: promise,
    get isAsked() {
      return askedAt !== undefined
    },
    ask,
  }
}
