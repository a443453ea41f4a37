import {
  Activity,
  Blocks,
  FlaskConical,
  FolderTree,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  ShieldCheck,
} from 'lucide-react'

/** Counts that change while somebody looks. */
export type LiveBadge = 'open_runs' | 'failing_ci'

/** Counts that are asked once for a page. */
export type AskedBadge = 'unmet_modules' | 'layout_errors'

/** A place in the navigation, as `config/site.ts` lists them. */
export interface NavPlace {
  href: string
  title: string
  group: string
  icon: 'overview' | 'activity' | 'flask' | 'scroll' | 'settings' | 'shield' | 'blocks' | 'folders'
  badge?: LiveBadge | AskedBadge
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
  folders: FolderTree,
}

/** True where a page is the place, or under it. */
export function isHere(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}

/** True of a badge whose count changes while somebody looks. */
export function isLive(badge: LiveBadge | AskedBadge): badge is LiveBadge {
  return badge === 'open_runs' || badge === 'failing_ci'
}
