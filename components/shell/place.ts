import { Activity, Blocks, FlaskConical, LayoutDashboard, type LucideIcon, ScrollText, Settings, ShieldCheck } from 'lucide-react'

/** Counts that change while somebody looks. */
export type LiveBadge = 'open_runs' | 'failing_ci'

/** A place in the navigation, as `config/site.ts` lists them. */
export interface NavPlace {
  href: string
  title: string
  group: string
  icon: 'overview' | 'activity' | 'flask' | 'scroll' | 'settings' | 'shield' | 'blocks'
  badge?: LiveBadge | 'unmet_modules'
  onPhone?: true
}

export const placeIcons: Record<NavPlace['icon'], LucideIcon> = {
  overview: LayoutDashboard,
  activity: Activity,
  flask: FlaskConical,
  scroll: ScrollText,
  settings: Settings,
  shield: ShieldCheck,
  blocks: Blocks,
}

/** True where a page is the place, or under it. */
export function isHere(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}
