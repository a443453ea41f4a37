import type { OpenRuns } from '../../lib/core/store.ts'

/** The worst that is open, as the tab shows it. */
export type TabShape = 'failing' | 'waiting' | 'running' | 'calm'

/** Pure: nothing that is known is calm. */
export function shapeOf(now: Pick<OpenRuns, 'rows' | 'failing'> | null): TabShape {
  if (!now) return 'calm'
  if (now.failing > 0) return 'failing'
  if (now.rows.some(({ status }) => status === 'waiting')) return 'waiting'
  return now.rows.length > 0 ? 'running' : 'calm'
}

/** As many are counted that have failed. */
export const mostFailing = 50

interface Told {
  failing: number
  /** Production is chosen. */
  isProduction: boolean
  siteName: string
}

/**
 * Pure: `PROD (2x) CI - Control room`, where two have failed and production is chosen. The title of a run speaks for itself; what was told
 * before is taken away, and a title that is not there yet stays so: the page's own would come second, and never be seen.
 */
export function titleWith(title: string, { failing, isProduction, siteName }: Told): string {
  const [, plain = ''] = /^(?:PROD )?(?:\(\d+\+?x\) )?(.*)$/.exec(title) ?? []
  if (plain === '') return title
  const isOfPlace = (plain === siteName || plain.endsWith(` - ${siteName}`)) && !plain.startsWith('> ')
  const count = failing > 0 && isOfPlace ? `(${failing >= mostFailing ? `${mostFailing}+` : failing}x) ` : ''
  return `${isProduction ? 'PROD ' : ''}${count}${plain}`
}

const strokes: Record<TabShape, string> = {
  failing: 'M9 9l14 14M23 9L9 23',
  waiting: 'M11 8v16M21 8v16',
  running: 'M10 7l14 9-14 9z',
  calm: 'M7 17h4.5l2.6-7 4.2 13 2.6-6H25',
}

interface Look {
  ground: string
  ink: string
  /** Production is a square; everything else has round corners. */
  isSquare: boolean
}

/** Pure: the tab's picture as an address of its own data. It differs by its shape; the colours are those of the theme. */
export function pictureOf(shape: TabShape, { ground, ink, isSquare }: Look): string {
  const path = `<path d="${strokes[shape]}" fill="none" stroke="${ink}" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="${isSquare ? 0 : 7}" fill="${ground}"/>${path}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
