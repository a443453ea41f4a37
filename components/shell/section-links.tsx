'use client'
import clsx from 'clsx'
import { usePathname } from 'next/navigation'
import { Link } from '../environment/link.tsx'

interface Props {
  label: string
  base: string
  sections: readonly { id: string; title: string }[]
}

/** The sections of a page that has several: beside it, and where there is no room in a row above. */
export function SectionLinks({ label, base, sections }: Props) {
  const path = usePathname()
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1 self-start wide:sticky wide:top-[calc(var(--bar)+16px)] wide:flex-col">
      {sections.map(({ id, title }) => {
        const isHere = path === `${base}/${id}`
        return (
          <Link
            key={id}
            href={`${base}/${id}`}
            aria-current={isHere ? 'page' : undefined}
            className={clsx(
              'inline-flex h-8 items-center rounded-chip px-2.5 pointer-coarse:h-11',
              isHere ? 'bg-selected font-medium text-text' : 'text-muted hover:bg-sunken hover:text-text',
            )}
          >
            {title}
          </Link>
        )
      })}
    </nav>
  )
}
