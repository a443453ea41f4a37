/**
 * An answer that may be a little old. Whoever asks gets the last one at once, and an old one is made anew meanwhile, once for all who
 * ask; only the first has to be waited for. A long work is not repeated all the time: it rests ten times as long as it took.
 */
export function remembered<Answer>(ageMs: number, work: () => Promise<Answer>): () => Promise<Answer> {
  let last: { answer: Answer; freshUntil: number } | undefined
  let coming: Promise<Answer> | undefined
  const again = async (): Promise<Answer> => {
    const started = Date.now()
    const answer = await work()
    const ended = Date.now()
    last = { answer, freshUntil: ended + Math.max(ageMs, 10 * (ended - started)) }
    return answer
  }
  const begin = () => {
    coming ??= again().finally(() => {
      coming = undefined
    })
    return coming
  }
  return async () => {
    if (!last) return begin()
    // What fails here fails for nobody: the next who asks begins it again.
    if (Date.now() > last.freshUntil) begin().catch(() => undefined)
    return last.answer
  }
}
