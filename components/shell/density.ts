/** How tall rows are: 44 px, or 32 px where nobody has to touch them. */
export type Density = 'comfortable' | 'compact'

/** Kept in a cookie, so that the server's HTML has it from the first paint. */
export const densityCookie = 'density'

/** Whatever a cookie says, as a density. */
export function densityOf(kept: string | undefined): Density {
  return kept === 'compact' ? 'compact' : 'comfortable'
}
