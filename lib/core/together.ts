/**
 * Waits until all have ended, whatever becomes of each, and then fails as the first of them that failed: nothing is still at work when
 * what it made is removed.
 */
export async function together(...work: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(work)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
