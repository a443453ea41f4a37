/** A place in the navigation. `keys` is typed one after the other. */
export interface Place {
  href: string
  title: string
  group: 'Watch' | 'Build' | 'Govern'
  icon: 'overview' | 'activity' | 'flask' | 'scroll' | 'settings' | 'shield' | 'blocks' | 'folders'
  keys: string
  /** What its badge counts; hidden at 0. */
  badge?: 'open_runs' | 'failing_ci' | 'unmet_modules' | 'layout_errors'
  /** Stands in the bar of a phone, which has room for four and *More*. */
  onPhone?: true
}

/** The control room's places, in the order of the sidebar. Breadcrumbs, keys and the bar of a phone come from the same list. */
export const places: readonly Place[] = [
  { href: '/', title: 'Overview', group: 'Watch', icon: 'overview', keys: 'g o', onPhone: true },
  { href: '/runs', title: 'Activity', group: 'Watch', icon: 'activity', keys: 'g a', badge: 'open_runs', onPhone: true },
  { href: '/ci', title: 'CI', group: 'Build', icon: 'flask', keys: 'g c', badge: 'failing_ci', onPhone: true },
  { href: '/modules', title: 'Modules', group: 'Build', icon: 'blocks', keys: 'g m', badge: 'unmet_modules' },
  { href: '/layout-check', title: 'Layout', group: 'Govern', icon: 'folders', keys: 'g d', badge: 'layout_errors' },
  { href: '/evidence', title: 'Evidence', group: 'Govern', icon: 'shield', keys: 'g e', onPhone: true },
  { href: '/audit', title: 'Audit', group: 'Govern', icon: 'scroll', keys: 'g h' },
  { href: '/settings', title: 'Settings', group: 'Govern', icon: 'settings', keys: 'g ,' },
]

/** Pages with a name that are no place of the sidebar. */
export const otherPages: readonly { href: string; title: string }[] = [{ href: '/skills', title: 'Skills' }]

export const siteName = 'Control room'
