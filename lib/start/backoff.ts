const firstDelayMs = 200
const longestDelayMs = 10_000

/** Ends longer ago than this say nothing about the next start. */
export const rememberEndsMs = 5 * 60_000

/** How long to wait before the next start after so many ends within five minutes: 0.2 s, doubled each time, at most 10 s. */
export function restartDelayMs(ends: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, ends - 1))
}

/** 1st, 2nd, 3rd, 4th, 11th, 21st. */
export function ordinal(n: number): string {
  const suffix = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${suffix}`
}
