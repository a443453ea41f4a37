'use client'
import { usePathname } from 'next/navigation'
import { Link } from '../environment/link.tsx'
import { type Crumb, crumbsOf } from './crumbs.ts'

/** Where this page lies. On a phone the page's own title says it. */
export function Breadcrumbs({ named }: { named: readonly Crumb[] }) {
  const crumbs = crumbsOf(usePathname(), named)
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0">
      <ol className="flex min-w-0 items-center text-table text-muted">
        {crumbs.map(({ href, title }, index) => (
          <li key={href} className="flex min-w-0 items-center">
            {index > 0 && (
              <span aria-hidden className="text-subtle">
                ›
              </span>
            )}
            {index === crumbs.length - 1 ? (
              <span aria-current="page" className="truncate px-1 py-1 text-text">
                {title}
              </span>
            ) : (
              <Link href={href} className="truncate rounded-chip px-1 py-1 hover:bg-sunken hover:text-text">
                {title}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
