/** One step of the way to a page; the last one is the page itself. */
export interface Crumb {
  href: string
  title: string
}

/** The way to a page, from the pages that have a name: what lies below the last of them is named by its own address. */
export function crumbsOf(path: string, named: readonly Crumb[]): Crumb[] {
  const parts = path.split('/').filter((part) => part !== '')
  const above = parts.flatMap((_, index) => {
    const href = `/${parts.slice(0, index + 1).join('/')}`
    return named.find((page) => page.href === href) ?? []
  })
  const known = above.at(-1)?.href.split('/').length ?? 1
  const below = parts.slice(known - 1)
  return below.length > 0 ? [...above, { href: path, title: below.map(nameOf).join('.') }] : above
}

/** A run's id as people say it; anything else as it stands in the address. */
function nameOf(part: string): string {
  return /^[0-9a-f]{9,}$/.test(part) ? part.slice(0, 8) : readable(part)
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
